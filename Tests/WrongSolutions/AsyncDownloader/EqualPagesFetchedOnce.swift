// Mistake: Equal URLs are fetched once, and all of them get that one result.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  return try await withThrowingTaskGroup(of: (URL, Result<Data, any Error>).self) { group in
    var results: [URL: Result<Data, any Error>] = [:]
    var seen: Set<URL> = []
    for url in urls where seen.insert(url).inserted {
      if seen.count > limit, let (url, result) = try await group.next() { results[url] = result }
      group.addTask { (url, await load(url, place: 0, fetch).result) }
    }
    for try await (url, result) in group { results[url] = result }
    try Task.checkCancellation()
    return urls.compactMap { results[$0] }
  }
}

private typealias Page = (place: Int, result: Result<Data, any Error>)

private func load(
  _ url: URL, place: Int, _ fetch: @Sendable (URL) async throws -> Data
) async -> Page {
  do {
    try Task.checkCancellation()
    let data = try await fetch(url)
    return (place, .success(data))
  } catch {
    return (place, .failure(error))
  }
}
