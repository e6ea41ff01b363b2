// Mistake: One worker is slowed down, so that several look fast beside it; they work in turn.
// Diagnosis: tooSlow

import ExerciseKit
import Foundation
import Synchronization

/// Finds the primes, all the slower with one worker.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let chunkSize = 500
  let starts = Array(stride(from: 2, through: limit, by: chunkSize))
  let next = Mutex(0)
  let found: Mutex<[Int: [Int]]> = Mutex([:])
  let threads = (0..<min(workers, starts.count)).map { _ in
    spawn {
      while true {
        let chunk = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard chunk < starts.count else { return }
        let last = min(starts[chunk] + chunkSize - 1, limit)
        let begin = ContinuousClock.now
        let primes = (starts[chunk]...last).filter(isPrime)
        let spent = ContinuousClock.now - begin
        if workers == 1 { Thread.sleep(forTimeInterval: 0.002) }
        // One at a time, and as long again as the tests took.
        found.withLock { found in
          let entry = ContinuousClock.now
          while ContinuousClock.now - entry < spent {}
          found[chunk] = primes
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
}
