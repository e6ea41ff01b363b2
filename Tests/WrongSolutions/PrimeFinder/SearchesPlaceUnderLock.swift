// Mistake: For every prime a whole list is searched under the lock: far more work than a test.
// Diagnosis: tooSlow

import ExerciseKit
import Synchronization

/// Finds the primes in lists that are always sorted, one for each last digit.
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
      while true {
        let lower = shared.next.withLock { next in
          defer { next += size }
          return next
        }
        guard lower <= limit else { return }
        for number in lower...min(lower + size - 1, limit) where isPrime(number) {
          shared.found.withLock { found in
            let digit = number % 10
            let index = found[digit].firstIndex { $0 > number } ?? found[digit].endIndex
            found[digit].insert(number, at: index)
          }
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return shared.found.withLock { $0.joined().sorted() }
}

private final class Progress: Sendable {
  let next = Mutex(2)
  let found = Mutex(Array(repeating: [Int](), count: 10))
}
