// Mistake: The caller waits one time more than the workers signal.
// Diagnosis: deadlock
// Line: for _ in 0...team { ended.wait() }

import ExerciseKit

/// Finds the primes and waits for the team with a semaphore.
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
      ended.signal()
    }
  }
  for _ in 0...team { ended.wait() }
  return found.value.sorted()
}
