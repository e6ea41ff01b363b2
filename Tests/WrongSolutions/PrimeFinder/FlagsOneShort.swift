// Mistake: The table of flags has no place for `limit`: it ends one place before.
// Diagnosis: crashed
// Line: for (number, result) in zip(lower...upper, results) { flags[number] = result }

import ExerciseKit
import Synchronization

/// Finds the primes with a table of flags.
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
  let shared = Progress(count: limit)
  let threads = (1...team).map { _ in
    spawn {
      while true {
        let lower = shared.next.withLock { next in
          defer { next += size }
          return next
        }
        guard lower <= limit else { return }
        let upper = min(lower + size - 1, limit)
        let results = (lower...upper).map(isPrime)
        shared.flags.withLock { flags in
          for (number, result) in zip(lower...upper, results) { flags[number] = result }
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return shared.flags.withLock { flags in
    flags.indices.filter { flags[$0] }
  }
}

private final class Progress: Sendable {
  let next = Mutex(2)
  let flags: Mutex<[Bool]>

  init(count: Int) { flags = Mutex(Array(repeating: false, count: count)) }
}
