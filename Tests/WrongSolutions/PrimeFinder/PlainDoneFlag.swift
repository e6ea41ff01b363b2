// Mistake: Who finds no number left sets a plain flag, which the others read without a lock.
// Diagnosis: dataRace

import ExerciseKit
import Synchronization

private final class Numbers: @unchecked Sendable {
  private let next = Atomic(2)
  private let last: Int
  private var isExhausted = false

  init(upTo last: Int) { self.last = last }

  func take() -> Int? {
    if isExhausted { return nil }
    let number = next.add(1, ordering: .acquiringAndReleasing).oldValue
    if number > last {
      isExhausted = true
      return nil
    }
    return number
  }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  if limit < 2 { return [] }

  let numbers = Numbers(upTo: limit)
  let found = Mutex<Set<Int>>([])
  let team = (0..<min(workers, limit - 1)).map { _ in
    spawn {
      while let number = numbers.take() {
        if isPrime(number) { found.withLock { _ = $0.insert(number) } }
      }
    }
  }
  for thread in team { thread.join() }
  return found.withLock { $0.sorted() }
}
