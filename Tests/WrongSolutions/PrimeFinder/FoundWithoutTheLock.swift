// Mistake: Every worker adds its chunk's primes to the shared list without a lock.
// Diagnosis: lostUpdate
// Line: found.value += own

import ExerciseKit

/// Finds all primes up to a limit with a team of `workers` threads.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let found = Shared<[Int]>([])
  let team = (0..<workers).map { worker in
    spawn {
      // Every so-manieth number: the dear ones at the end are shared by all.
      let own = stride(from: 2 + worker, through: limit, by: workers).filter(isPrime)
      found.value += own
    }
  }
  for thread in team { thread.join() }
  return found.value.sorted()
}
