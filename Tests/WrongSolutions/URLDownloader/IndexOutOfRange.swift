// Mistake: Worker i begins with URL i, which isn't there when workers outnumber the URLs.
// Diagnosis: crashed
// Line: let url = urls[index]

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

  let next = Shared(workers)
  let lock = Lock()
  let results = Shared([Int: Result<Data, any Error>]())
  let team = (0..<workers).map { worker in
    spawn {
      var index = worker
      repeat {
        let url = urls[index]
        let result = Result { try fetch(url) }
        lock.withLock {
          results.value[index] = result
          progress(results.value.count, urls.count)
          index = next.value
          next.value += 1
        }
      } while index < urls.count
    }
  }
  for thread in team { thread.join() }
  return urls.indices.compactMap { results.value[$0] }
}
