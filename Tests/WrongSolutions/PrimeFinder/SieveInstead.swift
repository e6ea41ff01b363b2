// Mistake: A sieve finds the primes, and `isPrime` is never called.
// Diagnosis: missedWork

import ExerciseKit

/// Finds the primes with the sieve of Eratosthenes.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  var isComposite = [Bool](repeating: false, count: limit + 1)
  var found: [Int] = []
  for number in 2...limit where !isComposite[number] {
    found.append(number)
    for multiple in stride(from: number * number, through: limit, by: number) {
      isComposite[multiple] = true
    }
  }
  return found
}
