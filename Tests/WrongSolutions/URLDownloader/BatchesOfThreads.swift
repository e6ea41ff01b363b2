// Mistake: A batch of threads is joined as a whole before the next batch starts.
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

  let board = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  for start in stride(from: 0, to: urls.count, by: workers) {
    let batch = (start..<min(start + workers, urls.count)).map { index in
      spawn {
        let result = Result { try fetch(urls[index]) }
        board.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
    for thread in batch { thread.join() }
  }
  return results.value.compactMap { $0 }
}
