// Mistake: The number that is next is a plain property, which all workers increment without a lock.
// Diagnosis: dataRace

import Dispatch
import ExerciseKit
import Synchronization

private final class Cursor: @unchecked Sendable {
  private var upcoming = 2
  private let last: Int

  init(upTo last: Int) { self.last = last }

  func next() -> Int? {
    if upcoming > last { return nil }
    defer { upcoming += 1 }
    return upcoming
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

  let cursor = Cursor(upTo: limit)
  let found = Mutex<[Int]>([])
  DispatchQueue.concurrentPerform(iterations: min(workers, limit - 1)) { _ in
    while let number = cursor.next() {
      if isPrime(number) { found.withLock { $0.append(number) } }
    }
  }
  return found.withLock { $0.sorted() }
}
