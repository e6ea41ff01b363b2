// Mistake: Results are appended in the order in which the downloads end.
// Diagnosis: orderLost

import ExerciseKit
import Foundation
import Synchronization

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

  let next = Mutex(0)
  let results = Mutex([Result<Data, any Error>]())
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < urls.count else { return }
        let result = Result { try fetch(urls[index]) }
        results.withLock {
          $0.append(result)
          progress($0.count, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return results.withLock { $0 }
}
