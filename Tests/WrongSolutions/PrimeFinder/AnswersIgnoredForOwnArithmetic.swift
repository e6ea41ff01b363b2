// Mistake: isPrime is called, but the result comes from a sieve.
// Diagnosis: wrongResult

import ExerciseKit
import Synchronization

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let count = limit - 1
  let team = min(workers, count)
  let size = max(1, min(64, count / team / 16))
  let next = Mutex(2)

  let threads = (0..<team).map { _ in
    spawn {
      while true {
        let piece = next.withLock { first -> ClosedRange<Int>? in
          guard first <= limit else { return nil }
          let last = min(limit, first + size - 1)
          let piece = first...last
          first = last + 1
          return piece
        }
        guard let piece else { return }
        for number in piece { _ = isPrime(number) }  // has been asked, as it is wanted
      }
    }
  }

  var isLeft = [Bool](repeating: true, count: limit + 1)
  var number = 2
  while number * number <= limit {
    if isLeft[number] {
      for multiple in stride(from: number * number, through: limit, by: number) {
        isLeft[multiple] = false
      }
    }
    number += 1
  }
  for thread in threads { thread.join() }
  return (2...limit).filter { isLeft[$0] }
}
