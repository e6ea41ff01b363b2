// Mistake: Every URL gets a thread of its own; only the downloads are held to `workers`.
// Diagnosis: unbounded

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

  let permits = CountingSemaphore(value: workers)
  let board = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))
  let team = urls.indices.map { index in
    spawn {
      permits.wait()
      let result = Result { try fetch(urls[index]) }
      permits.signal()
      board.withLock {
        results.value[index] = result
        finished.value += 1
        progress(finished.value, urls.count)
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
