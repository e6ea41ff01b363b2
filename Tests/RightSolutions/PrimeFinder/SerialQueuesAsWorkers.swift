import ExerciseKit
import Foundation

/// Finds the primes with one serial queue for each worker.
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
  let lock = NSLock()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let group = DispatchGroup()

  for index in 1...team {
    let queue = DispatchQueue(label: "prime worker \(index)")
    queue.async(group: group) {
      var mine: [Int] = []
      while true {
        let lower = lock.withLock {
          let lower = next.value
          next.value += size
          return lower
        }
        guard lower <= limit else { break }
        mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
      }
      lock.withLock { found.value += mine }
    }
  }
  group.wait()
  return lock.withLock { found.value.sorted() }
}
