// Mistake: After a failed download the lock is never given back.
// Diagnosis: lockLeft
// Line: lock.lock()
// Line: guard case .success = result else { continue }

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
  let next = Shared(0)
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        lock.lock()
        let index = next.value
        next.value += 1
        lock.unlock()
        guard index < urls.count else { return }

        let result = Result { try fetch(urls[index]) }
        lock.lock()
        results.value[index] = result
        finished.value += 1
        progress(finished.value, urls.count)
        guard case .success = result else { continue }
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
