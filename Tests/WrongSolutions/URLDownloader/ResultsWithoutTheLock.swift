// Mistake: The workers take their URLs under a lock, but store their pages without it.
// Diagnosis: lostUpdate
// Line: pages.value[index] = page

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
  let finished = Shared(0)
  let pages = Shared<[Int: Result<Data, any Error>]>([:])
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = lock.withLock {
          defer { next.value += 1 }
          return next.value
        }
        guard index < urls.count else { return }
        let page = Result { try fetch(urls[index]) }
        pages.value[index] = page
        lock.withLock {
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return urls.indices.compactMap { pages.value[$0] }
}
