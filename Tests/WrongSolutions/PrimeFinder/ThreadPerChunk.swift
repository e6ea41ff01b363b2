// Mistake: Every chunk gets a thread of its own, and all of them run at once.
// Diagnosis: unbounded

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
  let size = max(1, limit / 64)
  let lock = Lock()
  let found = Shared<[Int]>([])

  let threads = stride(from: 2, through: limit, by: size).map { lower in
    spawn {
      let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
      lock.withLock { found.value += hits }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
