// Mistake: The even numbers are skipped and 2 is taken for granted: not every number is tested.
// Diagnosis: missedWork

import ExerciseKit

/// Finds the primes among the odd numbers.
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
  let found = Shared<[Int]>([2])

  let threads = (1...team).map { _ in
    spawn {
      var mine: [Int] = []
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        guard lower <= limit else { break }
        let upper = min(lower + size - 1, limit)
        mine += stride(from: lower | 1, through: upper, by: 2).filter(isPrime)
      }
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
