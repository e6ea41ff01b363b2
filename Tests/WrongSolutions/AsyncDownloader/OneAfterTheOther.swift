// Mistake: A loop awaits each page before it begins the next one.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  var results: [Result<Data, any Error>] = []
  for url in urls {
    try Task.checkCancellation()
    do {
      results.append(.success(try await fetch(url)))
    } catch {
      results.append(.failure(error))
    }
  }
  try Task.checkCancellation()
  return results
}
