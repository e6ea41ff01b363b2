// Mistake: Each worker's list is merged before that worker is joined.
// Diagnosis: dataRace

import ExerciseKit
import Synchronization

private final class Finder: @unchecked Sendable {
  private(set) var found: [Int] = []

  func run(_ next: () -> Int?, _ isPrime: (Int) -> Bool) {
    while let number = next() {
      if isPrime(number) { found.append(number) }
    }
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
  guard limit >= 2 else { return [] }

  let upcoming = Mutex(2)
  let next: @Sendable () -> Int? = {
    upcoming.withLock { upcoming in
      guard upcoming <= limit else { return nil }
      defer { upcoming += 1 }
      return upcoming
    }
  }
  let finders = (0..<min(workers, limit - 1)).map { _ in Finder() }
  let threads = finders.map { finder in spawn { finder.run(next, isPrime) } }

  // The first one is joined before the loop: when it has ended, no number is left.
  threads[0].join()
  var all: [Int] = []
  for (finder, thread) in zip(finders, threads) {
    all += finder.found
    thread.join()
  }
  return all.sorted()
}
