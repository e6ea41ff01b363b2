// Mistake: Each call tests more numbers than it was asked for, so that the next has less to do.
// Diagnosis: missedWork

import ExerciseKit
import Synchronization

private let known = Mutex([Int: Bool]())

/// Finds the primes, and a few beyond the limit for later.
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
  let ahead = limit + 64
  let starts = Array(stride(from: 2, through: ahead, by: chunkSize))
  let next = Mutex(0)
  let found: Mutex<[Int: [Int]]> = Mutex([:])
  let before = known.withLock { $0 }
  let threads = (0..<min(workers, starts.count)).map { _ in
    spawn {
      while true {
        let chunk = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard chunk < starts.count else { return }
        let last = min(starts[chunk] + chunkSize - 1, ahead)
        let primes = (starts[chunk]...last).filter { before[$0] ?? isPrime($0) }
        found.withLock { $0[chunk] = primes }
      }
    }
  }
  for thread in threads { thread.join() }
  let all = found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
  known.withLock { known in
    for number in 2...ahead { known[number] = false }
    for prime in all { known[prime] = true }
  }
  return all.filter { $0 <= limit }
}
