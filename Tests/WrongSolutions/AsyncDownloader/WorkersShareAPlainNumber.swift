// Mistake: The workers take the next place from a captured number, with nothing between them.
// Diagnosis: dataRace
// Line: let place = next
// Line: next += 1
// Line: while !Task.isCancelled, next < urls.count {

import ExerciseKit
import Foundation

/// Downloads all URLs, at most `limit` at the same time, and returns the results in their order.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  nonisolated(unsafe) var next = 0
  let results = await withTaskGroup(of: [(Int, Result<Data, any Error>)].self) { group in
    for _ in 0..<min(limit, urls.count) {
      group.addTask {
        var own: [(Int, Result<Data, any Error>)] = []
        while !Task.isCancelled, next < urls.count {
          let place = next
          next += 1
          do {
            let page = try await fetch(urls[place])
            own.append((place, .success(page)))
          } catch {
            own.append((place, .failure(error)))
          }
        }
        return own
      }
    }
    return await group.reduce(into: []) { $0 += $1 }
  }
  try Task.checkCancellation()
  return results.sorted { $0.0 < $1.0 }.map(\.1)
}
