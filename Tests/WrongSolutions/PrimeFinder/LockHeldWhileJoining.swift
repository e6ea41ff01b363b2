// Mistake: The caller joins the workers with the lock in its hand that they need to go on.
// Diagnosis: deadlock
// Line: for thread in threads { thread.join() }
// Line: let lower = lock.withLock {

import ExerciseKit

/// Finds the primes under one lock.
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

  lock.lock()
  defer { lock.unlock() }
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
