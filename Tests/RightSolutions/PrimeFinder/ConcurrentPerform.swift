import Dispatch
import ExerciseKit
import Synchronization

/// Finds the primes with one round of `concurrentPerform` for each worker.
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
  let next = Mutex(2)
  let found = Mutex<[Int]>([])

  DispatchQueue.concurrentPerform(iterations: team) { _ in
    var mine: [Int] = []
    while true {
      let lower = next.withLock { next in
        defer { next += size }
        return next
      }
      guard lower <= limit else { break }
      mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
    }
    found.withLock { $0 += mine }
  }
  return found.withLock { $0.sorted() }
}
