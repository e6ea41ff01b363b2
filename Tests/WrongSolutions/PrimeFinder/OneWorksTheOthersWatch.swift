// Mistake: The other threads test one number each and then sleep until one has done all the rest.
// Diagnosis: unevenWork

import ExerciseKit
import Synchronization

/// Finds the primes with a team of which one member works.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let next = Mutex(2)
  let found = Mutex<[Int]>([])
  let isDone = Condition()
  let done = Shared(false)
  let test: @Sendable () -> Bool = {
    let number = next.withLock { next in
      defer { next += 1 }
      return next
    }
    guard number <= limit else { return false }
    if isPrime(number) { found.withLock { $0.append(number) } }
    return true
  }
  let threads = (0..<min(workers, limit - 1)).map { worker in
    spawn {
      guard worker > 0 else {
        while test() {}
        isDone.withLock {
          done.value = true
          isDone.broadcast()
        }
        return
      }
      _ = test()
      isDone.withLock {
        while !done.value { isDone.wait() }
      }
    }
  }
  for thread in threads { thread.join() }
  return found.withLock { $0.sorted() }
}
