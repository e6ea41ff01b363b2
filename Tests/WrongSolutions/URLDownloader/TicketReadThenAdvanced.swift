// Mistake: A worker reads the next place under the lock, and moves it on under the lock again later.
// Diagnosis: checkThenAct
// Line: lock.withLock { next.value = index + 1 }
// Line: let index = lock.withLock { next.value }
// Line: guard index < urls.count else { return }

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
  let lock = Lock()
  let next = Shared(0)
  let pages = Shared<[Int: Result<Data, any Error>]>([:])
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = lock.withLock { next.value }
        guard index < urls.count else { return }
        lock.withLock { next.value = index + 1 }
        let page = Result { try fetch(urls[index]) }
        lock.withLock {
          let isNew = pages.value.updateValue(page, forKey: index) == nil
          if isNew { progress(pages.value.count, urls.count) }
        }
      }
    }
  }
  for thread in team { thread.join() }
  return urls.indices.compactMap { pages.value[$0] }
}
