// Mistake: Each worker copies the list when it starts and puts its copy back when it ends.
// Diagnosis: checkThenAct

import ExerciseKit
import Synchronization

/// Finds the primes with a list for each worker.
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
  let threads = (1...team).map { _ in
    spawn {
      var list = shared.found.withLock { $0 }
      while true {
        let lower = shared.next.withLock { next in
          defer { next += size }
          return next
        }
        guard lower <= limit else { break }
        list += (lower...min(lower + size - 1, limit)).filter(isPrime)
      }
      shared.found.withLock { $0 = list }
    }
  }
  for thread in threads { thread.join() }
  return shared.found.withLock { $0.sorted() }
}

private final class Progress: Sendable {
  let next = Mutex(2)
  let found = Mutex<[Int]>([])
}
