// Mistake: Pages of earlier calls are remembered in a global, and not fetched again.
// Diagnosis: missedWork

import ExerciseKit
import Foundation
import Synchronization

private let remembered = Mutex<[URL: Data]>([:])

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
  let known = remembered.withLock { $0 }  // from earlier calls
  let pile = Lock()
  let next = Shared(0)
  let telling = Lock()
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
        let url = urls[index]
        let result = Result { try known[url] ?? fetch(url) }
        if case .success(let page) = result { remembered.withLock { $0[url] = page } }
        telling.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, total)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return telling.withLock { results.value.compactMap { $0 } }
}
