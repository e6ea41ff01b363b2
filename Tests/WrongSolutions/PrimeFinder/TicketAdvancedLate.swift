// Mistake: The next chunk is set only after this one was tested, so others take the same one.
// Diagnosis: checkThenAct
// Line: lock.withLock { next.value = max(next.value, upper + 1) }
// Line: let lower = lock.withLock { next.value }
// Line: guard lower <= limit else { break }

import ExerciseKit

/// Finds the primes with a set, chunk by chunk.
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
  let found = Shared<Set<Int>>([])

  let threads = (1...team).map { _ in
    spawn {
      var mine: Set<Int> = []
      while true {
        let lower = lock.withLock { next.value }
        guard lower <= limit else { break }
        let upper = min(lower + size - 1, limit)
        mine.formUnion((lower...upper).filter(isPrime))
        lock.withLock { next.value = max(next.value, upper + 1) }
      }
      lock.withLock { found.value.formUnion(mine) }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
