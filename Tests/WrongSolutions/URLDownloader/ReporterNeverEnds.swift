// Mistake: The thread that calls progress waits for more results after the call has returned.
// Diagnosis: leaksThreads

import ExerciseKit
import Foundation
import Synchronization

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
  guard !urls.isEmpty else { return [] }

  let state = Mutex(State(count: urls.count))
  let arrived = CountingSemaphore(value: 0)
  let reported = CountingSemaphore(value: 0)
  _ = spawn {
    var finished = 0
    while true {
      arrived.wait()
      finished += 1
      progress(finished, urls.count)
      reported.signal()
    }
  }

  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while let index = state.withLock({ $0.nextIndex() }) {
        let result = Result { try fetch(urls[index]) }
        state.withLock { $0.results[index] = result }
        arrived.signal()
      }
    }
  }
  for thread in team { thread.join() }
  for _ in urls { reported.wait() }
  return state.withLock { $0.results.compactMap { $0 } }
}

private struct State {
  var results: [Result<Data, any Error>?]
  var next = 0

  init(count: Int) { results = Array(repeating: nil, count: count) }

  mutating func nextIndex() -> Int? {
    guard next < results.count else { return nil }
    defer { next += 1 }
    return next
  }
}
