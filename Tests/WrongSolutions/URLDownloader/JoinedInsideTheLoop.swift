// Mistake: Each thread is joined before the next one starts.
// Diagnosis: sequential

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

  let results = Shared([Result<Data, any Error>]())
  for url in urls {
    let thread = spawn {
      results.value.append(Result { try fetch(url) })
      progress(results.value.count, urls.count)
    }
    thread.join()
  }
  return results.value
}
