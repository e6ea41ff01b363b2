// Mistake: The lock that guards the results is held while a whole chunk is tested.
// Diagnosis: workInsideLock
// Line: found.value += (lower...min(lower + size - 1, limit)).filter(isPrime)
// Line: results.lock()

import ExerciseKit
import Foundation

/// Finds the primes with `NSLock` around the results.
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
  let tickets = NSLock()
  let results = NSLock()
  let next = Shared(2)
  let found = Shared<[Int]>([])

  let threads = (1...team).map { _ in
    spawn {
      while true {
        tickets.lock()
        let lower = next.value
        next.value += size
        tickets.unlock()
        guard lower <= limit else { return }
        results.lock()
        found.value += (lower...min(lower + size - 1, limit)).filter(isPrime)
        results.unlock()
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
