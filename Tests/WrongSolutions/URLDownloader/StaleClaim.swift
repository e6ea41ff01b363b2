// Mistake: After a failed compare-and-exchange it goes on, but returns the value of the first load.
// Diagnosis: checkThenAct

import ExerciseKit
import Foundation
import Synchronization

private final class Tickets: Sendable {
  private let next = Atomic(0)
  private let total: Int

  init(_ total: Int) { self.total = total }

  func take() -> Int? {
    let ticket = next.load(ordering: .relaxed)
    var expected = ticket
    while expected < total {
      let (exchanged, original) = next.compareExchange(
        expected: expected, desired: expected + 1, ordering: .acquiringAndReleasing)
      if exchanged { return ticket }
      expected = original
    }
    return nil
  }
}

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  struct Outcome {
    var results: [Result<Data, any Error>]
    var finished = 0
  }
  let tickets = Tickets(urls.count)
  let outcome = Mutex(
    Outcome(
      results: Array(repeating: .failure(CocoaError(.featureUnsupported)), count: urls.count)))
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while let place = tickets.take() {
        let result = Result { try fetch(urls[place]) }
        outcome.withLock {
          $0.results[place] = result
          $0.finished += 1
          progress($0.finished, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return outcome.withLock { $0.results }
}
