// Mistake: For a small limit the size of a chunk is rounded down to 0, which no stride can have.
// Diagnosis: crashed
// Line: let chunks = Shared(Array(stride(from: 2, through: limit, by: size).reversed()))

import ExerciseKit

/// Finds the primes with chunks on a stack.
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
  let size = min(1_000, limit / (team * 32))
  let lock = Lock()
  let chunks = Shared(Array(stride(from: 2, through: limit, by: size).reversed()))
  let found = Shared<[Int]>([])

  let threads = (1...team).map { _ in
    spawn {
      var mine: [Int] = []
      while let lower = lock.withLock({ chunks.value.popLast() }) {
        mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
      }
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
