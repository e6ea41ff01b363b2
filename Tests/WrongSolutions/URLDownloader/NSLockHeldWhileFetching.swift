// Mistake: The lock taken for the next index is only given back after the download.
// Diagnosis: workInsideLock
// Line: results.value.append(Result { try fetch(url) })
// Line: lock.lock()

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
  let results = Shared([Result<Data, any Error>]())
  let group = DispatchGroup()

  @Sendable func downloadNext() -> Bool {
    lock.lock()
    defer { lock.unlock() }
    guard results.value.count < urls.count else { return false }
    let url = urls[results.value.count]
    results.value.append(Result { try fetch(url) })
    progress(results.value.count, urls.count)
    return true
  }

  for _ in 0..<workers {
    group.enter()
    Thread.detachNewThread {
      while downloadNext() {}
      group.leave()
    }
  }
  group.wait()
  return results.value
}
