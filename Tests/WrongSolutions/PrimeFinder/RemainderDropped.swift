// Mistake: The size of a chunk is rounded down, and the numbers left over are never tested.
// Diagnosis: missedWork

import ExerciseKit

/// Finds the primes in 32 chunks for each worker.
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
  let count = team * 32
  let size = max(1, (limit - 1) / count)
  let lock = Lock()
  let next = Shared(0)
  let found = Shared<[Int]>([])

  let threads = (1...team).map { _ in
    spawn {
      var mine: [Int] = []
      while true {
        let chunk = lock.withLock {
          defer { next.value += 1 }
          return next.value
        }
        let lower = 2 + chunk * size
        guard chunk < count && lower <= limit else { break }
        mine += (lower..<(lower + size)).filter(isPrime)
      }
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
