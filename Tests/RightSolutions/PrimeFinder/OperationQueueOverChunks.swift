import ExerciseKit
import Foundation
import Synchronization

/// Finds the primes with an operation queue that runs `workers` chunks at a time.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let size = max(1, min(5_000, limit / min(workers, limit) / 32))
  let starts = Array(stride(from: 2, through: limit, by: size))
  let results = Results(count: starts.count)
  let queue = OperationQueue()
  queue.maxConcurrentOperationCount = workers

  for (index, lower) in starts.enumerated() {
    queue.addOperation {
      let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
      results.slots.withLock { $0[index] = hits }
    }
  }
  queue.waitUntilAllOperationsAreFinished()
  return results.slots.withLock { $0.flatMap { $0 } }
}

private final class Results: Sendable {
  let slots: Mutex<[[Int]]>

  init(count: Int) { slots = Mutex(Array(repeating: [], count: count)) }
}
