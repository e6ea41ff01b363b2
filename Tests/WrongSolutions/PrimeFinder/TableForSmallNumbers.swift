// Mistake: The primes below 100 are looked up in a table; only the other numbers are tested.
// Diagnosis: missedWork

import ExerciseKit
import Synchronization

private let table: Set<Int> = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
]

/// Finds the primes with a table to begin with.
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
        let primes = (starts[chunk]...last).filter({ $0 < 100 ? table.contains($0) : isPrime($0) })
        found.withLock { $0[chunk] = primes }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
}
