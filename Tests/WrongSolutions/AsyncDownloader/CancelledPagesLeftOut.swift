// Mistake: A page whose fetch threw CancellationError by itself gets no result.
// Diagnosis: errorSwallowed

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  return try await withThrowingTaskGroup(of: (Int, Result<Data, any Error>)?.self) { group in
    var results: [Int: Result<Data, any Error>] = [:]
    for (place, url) in urls.enumerated() {
      if place >= limit, let (place, result) = try await group.next() ?? nil {
        results[place] = result
      }
      group.addTask {
        do {
          try Task.checkCancellation()
          let data = try await fetch(url)
          return (place, .success(data))
        } catch is CancellationError {
          return nil
        } catch {
          return (place, .failure(error))
        }
      }
    }
    for try await page in group {
      if let (place, result) = page { results[place] = result }
    }
    try Task.checkCancellation()
    return urls.indices.compactMap { results[$0] }
  }
}
