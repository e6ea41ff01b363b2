// Mistake: All workers get equally many numbers, but the last one gets the large ones.
// Diagnosis: unevenWork

import ExerciseKit

/// Finds the primes with one range for each worker.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let count = limit - 1
  let team = min(workers, count)
  let lock = Lock()
  let found = Shared<[Int]>([])

  let threads = (0..<team).map { worker in
    spawn {
      let lower = 2 + count * worker / team
      let upper = 2 + count * (worker + 1) / team
      let mine = (lower..<upper).filter(isPrime)
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
