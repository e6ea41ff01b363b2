// Mistake: Pages that can't be had are left out of the results.
// Diagnosis: errorSwallowed

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

  let waiting = Mutex(Array(urls.indices.reversed()))
  let pages = Mutex([Int: Data]())
  let finished = Mutex(0)
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while let index = waiting.withLock({ $0.popLast() }) {
        if let data = try? fetch(urls[index]) {
          pages.withLock { $0[index] = data }
        }
        finished.withLock {
          $0 += 1
          progress($0, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return pages.withLock { $0.sorted { $0.key < $1.key }.map { .success($0.value) } }
}
