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
  let waiting = Shared(Array(urls.enumerated().map { ($0.offset, $0.element) }.reversed()))
  let results = Shared([Int: Result<Data, any Error>]())
  let ended = DispatchSemaphore(value: 0)
  let teamSize = min(workers, urls.count)

  for _ in 0..<teamSize {
    Thread.detachNewThread {
      while let (index, url) = lock.withLock({ waiting.value.popLast() }) {
        let result = Result { try fetch(url) }
        lock.withLock {
          results.value[index] = result
          progress(results.value.count, urls.count)
        }
      }
      ended.signal()
    }
  }
  for _ in 0..<teamSize { ended.wait() }
  return lock.withLock { results.value.sorted { $0.key < $1.key }.map(\.value) }
}
