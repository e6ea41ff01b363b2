// Mistake: The mutex is held while a number is tested, so the other workers wait for it.
// Diagnosis: workInsideLock
// Line: if isPrime(state.next) { state.found.append(state.next) }
// Line: isDone = shared.state.withLock { state in

import ExerciseKit
import Synchronization

/// Finds the primes with a mutex around the shared state.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let shared = Progress()
  let threads = (1...min(workers, limit - 1)).map { _ in
    spawn {
      var isDone = false
      while !isDone {
        isDone = shared.state.withLock { state in
          guard state.next <= limit else { return true }
          if isPrime(state.next) { state.found.append(state.next) }
          state.next += 1
          return false
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return shared.state.withLock { $0.found }
}

private final class Progress: Sendable {
  let state = Mutex((next: 2, found: [Int]()))
}
