// Mistake: progress gets the URL's number instead of how many downloads have ended.
// Diagnosis: overlappingCallback

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

  let lock = Lock()
  let next = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  @Sendable func takeIndex() -> Int? {
    lock.withLock {
      guard next.value < urls.count else { return nil }
      next.value += 1
      return next.value - 1
    }
  }

  let team = (0..<workers).map { _ in
    spawn {
      while let index = takeIndex() {
        let result = Result { try fetch(urls[index]) }
        lock.withLock {
          results.value[index] = result
          progress(index + 1, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
