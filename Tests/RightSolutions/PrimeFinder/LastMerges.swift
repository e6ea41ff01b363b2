import ExerciseKit
import Synchronization

private final class Search: @unchecked Sendable {
  private let limit: Int
  private let next = Atomic(2)
  private let running: Atomic<Int>
  private let partials: UnsafeMutableBufferPointer<[Int]>
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
    if running.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
      merged = partials.flatMap { $0 }.sorted()
    }
  }

  /// Call it when all workers were joined.
  var result: [Int] { merged }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// The last worker merges the lists of all; the countdown with acquire and release puts the others'
/// writes before its reads.
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
  let team = (0..<count).map { worker in spawn { search.work(as: worker, isPrime) } }
  for thread in team { thread.join() }
  return search.result
}
