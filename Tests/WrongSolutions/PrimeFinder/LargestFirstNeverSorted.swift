// Mistake: The work goes from the largest number down, and the result is left in that order.
// Diagnosis: orderLost

import ExerciseKit

/// Finds the primes from the largest down.
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
  let next = Shared(limit)
  let found = Shared<[Int: [Int]]>([:])

  let threads = (1...team).map { _ in
    spawn {
      while true {
        let upper = lock.withLock {
          defer { next.value -= size }
          return next.value
        }
        guard upper >= 2 else { return }
        let numbers = (max(2, upper - size + 1)...upper).reversed()
        let hits = numbers.filter(isPrime)
        lock.withLock { found.value[upper] = hits }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted { $0.key > $1.key }.flatMap(\.value)
}
