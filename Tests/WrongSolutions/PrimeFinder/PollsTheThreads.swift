// Mistake: The caller looks at every thread again and again until all have finished.
// Diagnosis: busyWait
// Line: while !threads.allSatisfy(\.isFinished) { sched_yield() }

import ExerciseKit
import Foundation

/// Finds the primes with Foundation's threads.
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

  let threads = (1...team).map { _ in
    Thread {
      var mine: [Int] = []
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        guard lower <= limit else { break }
        mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
      }
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.start() }
  while !threads.allSatisfy(\.isFinished) { sched_yield() }
  return found.value.sorted()
}
