import ExerciseKit

/// Finds the primes with blocks dealt out beforehand, so that each share costs the same.
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
  let size = max(1, min(500, limit / (team * 64)))
  let lock = Lock()
  let found = Shared<[Int]>([])

  let threads = (0..<team).map { worker in
    spawn {
      var mine: [Int] = []
      // Each round of blocks starts with another worker: 0 1 2, then 1 2 0, then 2 0 1. So nobody
      // has the largest block of every round, and nobody has all the even numbers.
      var round = 0
      while 2 + round * team * size <= limit {
        let block = round * team + (worker + team - round % team) % team
        let lower = 2 + block * size
        if lower <= limit {
          mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
        }
        round += 1
      }
      lock.withLock { found.value += mine }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
