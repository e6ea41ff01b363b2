// Mistake: `concurrentPerform` runs the chunks on every core, whatever `workers` asks for.
// Diagnosis: unbounded

import Dispatch
import ExerciseKit
import Synchronization

/// Finds the primes with `concurrentPerform` over the chunks.
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
  let count = (limit - 1 + size - 1) / size
  let found = Mutex<[Int]>([])

  DispatchQueue.concurrentPerform(iterations: count) { index in
    let lower = 2 + index * size
    let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
    found.withLock { $0 += hits }
  }
  return found.withLock { $0.sorted() }
}
