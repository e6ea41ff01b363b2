// Mistake: As long as many pages are left, a worker takes several at once.
// Diagnosis: underParallel

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
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: total))
  let size = min(workers, total)
  let team = (0..<size).map { _ in
    spawn {
      while true {
        let mine: Range<Int> = pile.withLock {
          let left = total - next.value
          let share = min(left, max(1, left / (4 * size)))  // smaller and smaller towards the end
          defer { next.value += share }
          return next.value..<next.value + share
        }
        if mine.isEmpty { return }
        for index in mine {
          let result = Result { try fetch(urls[index]) }
          telling.withLock {
            results.value[index] = result
            finished.value += 1
            progress(finished.value, total)
          }
        }
      }
    }
  }
  for thread in team { thread.join() }
  return telling.withLock { results.value.compactMap { $0 } }
}
