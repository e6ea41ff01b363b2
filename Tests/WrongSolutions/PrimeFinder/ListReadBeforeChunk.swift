// Mistake: The list is read before a chunk and written back after it, over what others have added.
// Diagnosis: checkThenAct
// Line: lock.withLock { found.value = list }
// Line: var list = lock.withLock { found.value }

import ExerciseKit

/// Finds the primes chunk by chunk.
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
    spawn {
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        guard lower <= limit else { break }
        var list = lock.withLock { found.value }
        list += (lower...min(lower + size - 1, limit)).filter(isPrime)
        lock.withLock { found.value = list }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
