// Mistake: A worker counts under one lock and tells the number under another.
// Diagnosis: checkThenAct

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
  let total = urls.count
  let pile = Lock()
  let next = Shared(0)
  let telling = Lock()
  let counting = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: total))
  let team = (0..<min(workers, total)).map { _ in
    spawn {
      while true {
        let index: Int? = pile.withLock {
          guard next.value < total else { return nil }
          defer { next.value += 1 }
          return next.value
        }
        guard let index else { return }
        let result = Result { try fetch(urls[index]) }
        let count = counting.withLock {
          results.value[index] = result
          finished.value += 1
          return finished.value
        }
        telling.withLock { progress(count, total) }
      }
    }
  }
  for thread in team { thread.join() }
  return counting.withLock { results.value.compactMap { $0 } }
}
