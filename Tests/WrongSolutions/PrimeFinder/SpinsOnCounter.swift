// Mistake: The caller asks in an endless loop whether the workers are done, and keeps a core busy.
// Diagnosis: busyWait
// Line: while shared.ended.load(ordering: .acquiring) < team {}

import ExerciseKit
import Synchronization

/// Finds the primes and waits for a counter.
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
  let shared = Progress()
  for _ in 1...team {
    _ = spawn {
      var mine: [Int] = []
      while true {
        let lower = shared.next.withLock { next in
          defer { next += size }
          return next
        }
        guard lower <= limit else { break }
        mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
      }
      shared.found.withLock { $0 += mine }
      shared.ended.add(1, ordering: .releasing)
    }
  }
  while shared.ended.load(ordering: .acquiring) < team {}
  return shared.found.withLock { $0.sorted() }
}

private final class Progress: Sendable {
  let next = Mutex(2)
  let found = Mutex<[Int]>([])
  let ended = Atomic(0)
}
