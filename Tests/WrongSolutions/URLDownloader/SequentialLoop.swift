// Mistake: A plain loop downloads one page after the other.
// Diagnosis: sequential
// Earns: at most 20%

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

  var results: [Result<Data, any Error>] = []
  for url in urls {
    results.append(Result { try fetch(url) })
    progress(results.count, urls.count)
  }
  return results
}
