// Mistake: Integer division drops the remainder, so the last URLs are never fetched.
// Diagnosis: missedWork

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

  let share = urls.count / workers
  let board = Lock()
  let finished = Shared(0)
  let results = Shared(
    [Result<Data, any Error>](repeating: .failure(CancellationError()), count: urls.count))

  let team = (0..<workers).map { worker in
    spawn {
      for index in worker * share..<(worker + 1) * share {
        let result = Result { try fetch(urls[index]) }
        board.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return results.value
}
