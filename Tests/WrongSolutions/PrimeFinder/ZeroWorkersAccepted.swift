// Mistake: 0 workers or fewer are taken for 1 and not refused.
// Diagnosis: wrongResult

import ExerciseKit

/// Finds the primes with at least one worker.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard limit >= 2 else { return [] }
  let team = max(1, min(workers, limit - 1))
  let size = max(1, min(1_000, limit / (team * 32)))
  let lock = Lock()
  let next = Shared(2)
  let found = Shared<[Int]>([])

  let threads = (1...team).map { _ in
    spawn {
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
  for thread in threads { thread.join() }
  return found.value.sorted()
}
