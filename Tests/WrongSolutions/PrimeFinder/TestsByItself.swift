// Mistake: A faster test of its own, by the primes found first, stands in for `isPrime`.
// Diagnosis: missedWork

import ExerciseKit
import Synchronization

/// Finds the primes by dividing by primes only.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let divisors = (2...max(2, Int(Double(limit).squareRoot()) + 1)).filter(isPrime)
  let isDivisible: @Sendable (Int) -> Bool = { number in
    divisors.contains { $0 * $0 <= number && number % $0 == 0 }
  }
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
        let primes = (starts[chunk]...last).filter({ !isDivisible($0) })
        found.withLock { $0[chunk] = primes }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
}
