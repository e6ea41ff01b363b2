// Mistake: The worker that finds no more work returns without giving the lock back.
// Diagnosis: deadlock
// Line: lock.lock()
// Line: guard next.value < urls.count else { return }

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
  let team = (0..<workers).map { _ in
    spawn {
      while true {
        lock.lock()
        guard next.value < urls.count else { return }
        let index = next.value
        next.value += 1
        lock.unlock()

        let result = Result { try fetch(urls[index]) }
        lock.lock()
        results.value[index] = result
        finished.value += 1
        progress(finished.value, urls.count)
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
