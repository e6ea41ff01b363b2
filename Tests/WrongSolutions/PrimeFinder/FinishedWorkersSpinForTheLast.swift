// Mistake: Workers that find nothing left spin until the slowest is done.
// Diagnosis: busyWait

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
  let count = limit - 1
  let team = min(workers, count)
  let size = max(1, min(64, count / team / 16))
  let next = Mutex(2)
  let found = Mutex<[Int]>([])
  let busy = Atomic(team)

  let threads = (0..<team).map { _ in
    spawn {
      while true {
        let piece = next.withLock { first -> ClosedRange<Int>? in
          guard first <= limit else { return nil }
          let last = min(limit, first + size - 1)
          let piece = first...last
          first = last + 1
          return piece
        }
        guard let piece else { break }
        let part = piece.filter(isPrime)
        found.withLock { $0 += part }
      }
      busy.wrappingSubtract(1, ordering: .acquiringAndReleasing)
      while busy.load(ordering: .acquiring) > 0 { sched_yield() }  // all leave together
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { $0.sorted() }
}
