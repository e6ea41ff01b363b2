// Mistake: Each worker gets a fixed share of the list, so nobody helps with a slow page's share.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

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

  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))
  let finished = Shared(0)
  let lock = Lock()

  let team = (0..<workers).map { worker in
    spawn {
      let start = worker * urls.count / workers
      let end = (worker + 1) * urls.count / workers
      for index in start..<end {
        let result = Result { try fetch(urls[index]) }
        lock.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
