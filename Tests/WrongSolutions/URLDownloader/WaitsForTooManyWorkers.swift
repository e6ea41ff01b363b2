// Mistake: It waits for `workers` endings, also when fewer workers than that were started.
// Diagnosis: deadlock
// Line: for _ in 0..<workers { ended.wait() }

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
  let ended = DispatchSemaphore(value: 0)
  for _ in 0..<min(workers, urls.count) {
    Thread.detachNewThread {
      while let index = state.withLock({ $0.nextIndex() }) {
        let result = Result { try fetch(urls[index]) }
        state.withLock { progress($0.store(result, at: index), urls.count) }
      }
      ended.signal()
    }
  }
  for _ in 0..<workers { ended.wait() }
  return state.withLock { $0.results.compactMap { $0 } }
}

private struct State {
  var results: [Result<Data, any Error>?]
  var next = 0
  var finished = 0

  init(count: Int) { results = Array(repeating: nil, count: count) }

  mutating func nextIndex() -> Int? {
    guard next < results.count else { return nil }
    defer { next += 1 }
    return next
  }

  mutating func store(_ result: Result<Data, any Error>, at index: Int) -> Int {
    results[index] = result
    finished += 1
    return finished
  }
}
