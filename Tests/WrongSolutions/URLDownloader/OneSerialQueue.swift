// Mistake: All downloads go to one serial queue, which runs them one at a time.
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

  let queue = DispatchQueue(label: "downloads")
  let group = DispatchGroup()
  let results = Shared([Result<Data, any Error>]())
  for url in urls {
    queue.async(group: group) {
      results.value.append(Result { try fetch(url) })
      progress(results.value.count, urls.count)
    }
  }
  group.wait()
  return results.value
}
