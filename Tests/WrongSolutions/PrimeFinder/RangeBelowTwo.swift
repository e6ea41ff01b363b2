// Mistake: A limit below 2 makes a range whose end comes before its start.
// Diagnosis: crashed
// Line: let numbers = 2...limit

import ExerciseKit

/// Finds the primes with a team of spawned threads.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let numbers = 2...limit
  let team = min(workers, numbers.count)
  let size = max(1, min(1_000, numbers.count / (team * 32)))
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
