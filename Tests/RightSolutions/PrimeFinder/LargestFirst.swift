import ExerciseKit

/// Finds the primes from the largest down, so that the last chunks are the cheapest.
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
  let size = max(1, min(1_000, limit / (team * 20)))
  let lock = Lock()
  let next = Shared(limit)
  let found = Shared<[Int]>([])
  let ended = CountingSemaphore(value: 0)

  for _ in 1...team {
    _ = spawn {
      var mine: [Int] = []
      while true {
        let upper = lock.withLock {
          defer { next.value -= size }
          return next.value
        }
        guard upper >= 2 else { break }
        for number in (max(2, upper - size + 1)...upper).reversed() where isPrime(number) {
          mine.append(number)
        }
      }
      lock.withLock { found.value += mine }
      ended.signal()
    }
  }
  for _ in 1...team { ended.wait() }
  return lock.withLock { found.value.sorted() }
}
