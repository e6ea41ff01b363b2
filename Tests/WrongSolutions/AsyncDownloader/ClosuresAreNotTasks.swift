// Mistake: A list of closures is made, but none of them runs before its own turn to be awaited.
// Diagnosis: sequential

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let pages = urls.map { url in
    { @Sendable () async throws -> Data in
      try Task.checkCancellation()
      return try await fetch(url)
    }
  }
  var results: [Result<Data, any Error>] = []
  for page in pages {
    do {
      let data = try await page()
      results.append(.success(data))
    } catch {
      results.append(.failure(error))
    }
  }
  try Task.checkCancellation()
  return results
}
