// Mistake: A worker that finds no chunk asks again and again: its loop has no end.
// Diagnosis: busyWait

import ExerciseKit

/// Finds the primes with a team of spawned threads.
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

  let take: @Sendable () -> ClosedRange<Int>? = {
    lock.withLock {
      guard next.value <= limit else { return nil }
      let lower = next.value
      next.value += size
      return lower...min(lower + size - 1, limit)
    }
  }
  let threads = (1...team).map { _ in
    spawn {
      while true {
        guard let chunk = take() else { continue }
        let hits = chunk.filter(isPrime)
        lock.withLock { found.value += hits }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
