// Mistake: Each thread is joined right after it was started, so there is only one at a time.
// Diagnosis: sequential

import ExerciseKit

/// Finds the primes with a thread for each chunk.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let team = min(workers, limit - 1)
  let size = max(1, min(1_000, limit / (team * 32)))
  let found = Shared<[Int]>([])

  for lower in stride(from: 2, through: limit, by: size) {
    let thread = spawn {
      found.value += (lower...min(lower + size - 1, limit)).filter(isPrime)
    }
    thread.join()
  }
  return found.value
}
