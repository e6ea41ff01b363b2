// Mistake: Counts under one lock and calls progress under another: a later number may be told first.
// Diagnosis: checkThenAct

import Dispatch
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
  let total = urls.count
  let places = Mutex(Array(0..<total).makeIterator())
  let results = Mutex([Result<Data, any Error>?](repeating: nil, count: total))
  let finished = Mutex(0)
  let telling = NSLock()
  let group = DispatchGroup()

  for _ in 0..<min(workers, total) {
    group.enter()
    Thread.detachNewThread {
      while let place = places.withLock({ $0.next() }) {
        let result = Result { try fetch(urls[place]) }
        results.withLock { $0[place] = result }
        let count = finished.withLock { finished in
          finished += 1
          return finished
        }
        telling.withLock { progress(count, total) }
      }
      group.leave()
    }
  }
  group.wait()
  return results.withLock { $0.compactMap { $0 } }
}
