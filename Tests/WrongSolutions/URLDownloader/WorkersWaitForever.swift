// Mistake: The workers go on waiting for more URLs after the call has returned.
// Diagnosis: leaksThreads

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

  let changed = Condition()
  let waiting = Shared(Array(urls.indices))
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))
  for _ in 0..<workers {
    _ = spawn {
      while true {
        let index = changed.withLock {
          while waiting.value.isEmpty { changed.wait() }
          return waiting.value.removeFirst()
        }
        let result = Result { try fetch(urls[index]) }
        changed.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
          changed.broadcast()
        }
      }
    }
  }
  return changed.withLock {
    while finished.value < urls.count { changed.wait() }
    return results.value.compactMap { $0 }
  }
}
