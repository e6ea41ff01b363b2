// Mistake: The last worker merges the others' lists, but learns of their ends from a relaxed countdown.
// Passes: lists are joined by functions of the library, which read them unseen

import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class Search: @unchecked Sendable {
  private let limit: Int
  private let next = Atomic(2)
  private let running: Atomic<Int>
  private let partials: UnsafeMutableBufferPointer<[Int]>
  private let allEnded = DispatchSemaphore(value: 0)
  private var merged: [Int] = []

  init(limit: Int, workers: Int) {
    self.limit = limit
    running = Atomic(workers)
    partials = .allocate(capacity: workers)
    partials.initialize(repeating: [])
  }

  deinit {
    partials.deinitialize()
    partials.deallocate()
  }

  func work(as worker: Int, _ isPrime: (Int) -> Bool) {
    var found: [Int] = []
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      if number > limit { break }
      if isPrime(number) { found.append(number) }
    }
    partials[worker] = found
    if running.subtract(1, ordering: .relaxed).newValue == 0 {
      merged = partials.flatMap { $0 }.sorted()
      allEnded.signal()
    }
  }

  func wait() -> [Int] {
    allEnded.wait()
    return merged
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
  let count = min(workers, limit - 1)
  let search = Search(limit: limit, workers: count)
  for worker in 0..<count {
    Thread.detachNewThread { search.work(as: worker, isPrime) }
  }
  return search.wait()
}
