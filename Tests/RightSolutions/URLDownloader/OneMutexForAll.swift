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

  let state = Mutex(State(results: Array(repeating: nil, count: urls.count)))

  let team = (0..<workers).map { _ in
    spawn {
      while let index = state.withLock({ $0.nextIndex() }) {
        let result = Result { try fetch(urls[index]) }
        state.withLock {
          $0.results[index] = result
          $0.finished += 1
          progress($0.finished, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return state.withLock { $0.results.compactMap { $0 } }
}

private struct State {
  var results: [Result<Data, any Error>?]
  var next = 0
  var finished = 0

  mutating func nextIndex() -> Int? {
    guard next < results.count else { return nil }
    defer { next += 1 }
    return next
  }
}
