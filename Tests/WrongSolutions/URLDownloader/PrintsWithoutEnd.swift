// Mistake: A worker that finds nothing more to do says so again and again, without end.
// Diagnosis: floodedOutput
// Line: print("Worker \(worker) of \(workers) finds nothing more to download and waits")

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

  let team = (0..<workers).map { worker in
    spawn {
      while true {
        guard let index = state.withLock({ $0.nextIndex() }) else {
          print("Worker \(worker) of \(workers) finds nothing more to download and waits")
          continue
        }
        let result = Result { try fetch(urls[index]) }
        state.withLock { progress($0.store(result, at: index), urls.count) }
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
