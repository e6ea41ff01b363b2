// Mistake: A worker reads where the next chunk begins under the lock, and moves it on under it later.
// Diagnosis: checkThenAct
// Line: lock.withLock { next.value = start + chunk }
// Line: let start = lock.withLock { next.value }
// Line: guard start <= limit else { return }

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
  let chunk = max(1, min(256, limit / (8 * workers)))
  let lock = Lock()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let team = (0..<workers).map { _ in
    spawn {
      while true {
        let start = lock.withLock { next.value }
        guard start <= limit else { return }
        lock.withLock { next.value = start + chunk }
        let own = (start...min(start + chunk - 1, limit)).filter(isPrime)
        lock.withLock { found.value += own }
      }
    }
  }
  for thread in team { thread.join() }
  return Set(found.value).sorted()
}
