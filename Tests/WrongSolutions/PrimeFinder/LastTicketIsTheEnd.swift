// Mistake: The caller waits until the last chunk was taken, not until all chunks were tested.
// Diagnosis: returnsEarly

import ExerciseKit

/// Finds the primes and returns when there are no more chunks.
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
  let lock = Lock()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let ended = CountingSemaphore(value: 0)

  for _ in 1...team {
    _ = spawn {
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        guard lower <= limit else { break }
        let upper = min(lower + size - 1, limit)
        if upper == limit { ended.signal() }
        let hits = (lower...upper).filter(isPrime)
        lock.withLock { found.value += hits }
      }
    }
  }
  ended.wait()
  return lock.withLock { found.value.sorted() }
}
