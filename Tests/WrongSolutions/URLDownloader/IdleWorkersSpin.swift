// Mistake: A worker that finds nothing to do asks in a loop until the others have finished.
// Diagnosis: busyWait
// Line: guard index < urls.count else { continue }
// Line: while true {
// Line: lock.lock()
// Line: let isDone = finished.value == urls.count
// Line: let index = next.value
// Line: if index < urls.count { next.value += 1 }
// Line: lock.unlock()
// Line: if isDone { return }

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
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  @Sendable func work() {
    while true {
      lock.lock()
      let isDone = finished.value == urls.count
      let index = next.value
      if index < urls.count { next.value += 1 }
      lock.unlock()
      if isDone { return }
      guard index < urls.count else { continue }

      let result = Result { try fetch(urls[index]) }
      lock.withLock {
        results.value[index] = result
        finished.value += 1
        progress(finished.value, urls.count)
      }
    }
  }

  let team = (0..<workers).map { _ in spawn(work) }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
