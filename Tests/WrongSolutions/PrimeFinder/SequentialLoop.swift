// Mistake: The calling thread tests every number itself, one after the other.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit

/// Finds the primes in one loop.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  return (2...limit).filter(isPrime)
}
