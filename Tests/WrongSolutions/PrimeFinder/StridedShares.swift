// Mistake: Each worker takes every `workers`-th number: some get only even ones, which are cheap.
// Diagnosis: unevenWork

import ExerciseKit

/// Finds the primes with every `workers`-th number for each worker.
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
  let lock = Lock()
  let found = Shared<[Int]>([])

  let threads = (0..<team).map { worker in
    spawn {
      let mine = stride(from: 2 + worker, through: limit, by: team).filter(isPrime)
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
