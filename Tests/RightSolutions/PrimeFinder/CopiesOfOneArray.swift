import Dispatch
import ExerciseKit
import Foundation
import Synchronization

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// All workers begin with a copy of the same array; copy on write gives each its own storage before
/// it appends.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }

  var beginning: [Int] = []
  beginning.reserveCapacity(limit / 8 + 16)
  beginning.append(0)
  let shared = beginning

  let next = Mutex(2)
  let lists = Mutex<[[Int]]>([])
  let ended = DispatchSemaphore(value: 0)
  let count = min(workers, limit - 1)
  for _ in 0..<count {
    Thread.detachNewThread {
      var mine = shared
      while true {
        let number = next.withLock { next in
          defer { next += 1 }
          return next
        }
        if number > limit { break }
        if isPrime(number) { mine.append(number) }
      }
      lists.withLock { $0.append(mine) }
      ended.signal()
    }
  }
  for _ in 0..<count { ended.wait() }
  return lists.withLock { $0.flatMap { $0.dropFirst() } }.sorted()
}
