// Mistake: The caller waits until one worker has ended, not until all have.
// Diagnosis: returnsEarly

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

  let lock = NSLock()
  let waiting = Shared(Array(urls.indices.reversed()))
  let results = Shared([Int: Result<Data, any Error>]())
  let ended = DispatchSemaphore(value: 0)
  for _ in 0..<workers {
    Thread.detachNewThread {
      while let index = lock.withLock({ waiting.value.popLast() }) {
        let result = Result { try fetch(urls[index]) }
        lock.withLock {
          results.value[index] = result
          progress(results.value.count, urls.count)
        }
      }
      ended.signal()
    }
  }
  ended.wait()
  return lock.withLock { urls.indices.map { results.value[$0] ?? .failure(CancellationError()) } }
}
