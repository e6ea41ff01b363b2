// Mistake: Worker i always takes the URLs i, i + workers and so on, however slow a page is.
// Diagnosis: underParallel

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

  let board = Mutex(State(count: urls.count))
  let team = (0..<workers).map { worker in
    spawn {
      for index in stride(from: worker, to: urls.count, by: workers) {
        let result = Result { try fetch(urls[index]) }
        board.withLock { progress($0.store(result, at: index), urls.count) }
      }
    }
  }
  for thread in team { thread.join() }
  return board.withLock { $0.results.compactMap { $0 } }
}

private struct State {
  var results: [Result<Data, any Error>?]
  var finished = 0

  init(count: Int) { results = Array(repeating: nil, count: count) }

  mutating func store(_ result: Result<Data, any Error>, at index: Int) -> Int {
    results[index] = result
    finished += 1
    return finished
  }
}
