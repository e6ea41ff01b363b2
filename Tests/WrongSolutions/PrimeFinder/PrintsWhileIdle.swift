// Mistake: A worker without work prints that it is idle, over and over, and never ends.
// Diagnosis: floodedOutput
// Line: print("Worker \(worker) has nothing to do.")
// Line: let lower = lock.withLock {
// Line: defer { next.value += size }
// Line: return next.value

import ExerciseKit

/// Finds the primes and reports idle workers.
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

  let threads = (1...team).map { worker in
    spawn {
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        if lower <= limit {
          let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
          lock.withLock { found.value += hits }
        } else {
          print("Worker \(worker) has nothing to do.")
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
