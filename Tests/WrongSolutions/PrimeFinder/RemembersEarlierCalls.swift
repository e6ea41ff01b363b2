// Mistake: What an earlier call found is remembered, and its numbers aren't tested again.
// Diagnosis: missedWork

import ExerciseKit
import Synchronization

private let known = Mutex((limit: 1, primes: [Int]()))

/// Finds the primes beyond those that are known already.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let (start, before) = known.withLock { ($0.limit + 1, $0.primes) }
  guard start <= limit else { return Array(before.prefix { $0 <= limit }) }
  let chunkSize = 500
  let starts = Array(stride(from: start, through: limit, by: chunkSize))
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
        let primes = (starts[chunk]...last).filter(isPrime)
        found.withLock { $0[chunk] = primes }
      }
    }
  }
  for thread in threads { thread.join() }
  let all = before + found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
  known.withLock { if $0.limit < limit { $0 = (limit, all) } }
  return all
}
