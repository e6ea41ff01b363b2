import ExerciseKit
import Synchronization

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// - Parameters:
///   - limit: The last number to test. Below 2 there are no primes: return an empty array.
///   - workers: How many numbers are tested at the same time, never more; at least 1.
///   - isPrime: Tests one number. Call it exactly once for each number from 2 to `limit`: it takes
///     the longer, the larger the number is, and it is the work that is to be shared out.
/// - Returns: The numbers that `isPrime` said yes to, in ascending order.
/// - Throws: `InvalidArgument` if `workers` is below 1.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  // Many more chunks than workers: whoever got cheap numbers takes a further chunk.
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
        let primes = (starts[chunk]...last).filter(isPrime)
        found.withLock { $0[chunk] = primes }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
}
