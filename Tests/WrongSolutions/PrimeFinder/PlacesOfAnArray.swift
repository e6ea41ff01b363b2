// Mistake: Every worker writes its own places, but of one captured array: each write is of all of it.
// Diagnosis: dataRace

import ExerciseKit
import Foundation
import Synchronization

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }

  nonisolated(unsafe) var flags = [Bool](repeating: false, count: limit + 1)
  let next = Atomic(2)
  let queue = OperationQueue()
  queue.maxConcurrentOperationCount = min(workers, limit - 1)
  for _ in 0..<min(workers, limit - 1) {
    queue.addOperation {
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        if number > limit { return }
        flags[number] = isPrime(number)
      }
    }
  }
  queue.waitUntilAllOperationsAreFinished()
  return flags.indices.filter { flags[$0] }
}
