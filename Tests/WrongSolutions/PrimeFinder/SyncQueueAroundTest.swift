// Mistake: The numbers are tested inside the serial queue that guards the results.
// Diagnosis: workInsideLock
// Line: if isPrime(number) { found.value.append(number) }
// Line: results.sync {

import Dispatch
import ExerciseKit

/// Finds the primes with a serial queue in place of a lock.
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
  let lock = Lock()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let results = DispatchQueue(label: "prime results")

  let threads = (1...team).map { _ in
    spawn {
      while true {
        let lower = lock.withLock {
          defer { next.value += size }
          return next.value
        }
        guard lower <= limit else { break }
        for number in lower...min(lower + size - 1, limit) {
          results.sync {
            if isPrime(number) { found.value.append(number) }
          }
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.value.sorted()
}
