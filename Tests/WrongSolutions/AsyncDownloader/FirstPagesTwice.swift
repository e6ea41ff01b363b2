// Mistake: The first `limit` pages are begun, and then the loop begins with page 0 again.
// Diagnosis: repeatedWork

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  return try await withThrowingTaskGroup(of: Page.self) { group in
    var results: [Int: Result<Data, any Error>] = [:]
    for place in urls.indices.prefix(limit) {
      group.addTask { await load(urls[place], place: place, fetch) }
    }
    for place in urls.indices {
      guard let page = try await group.next() else { break }
      results[page.place] = page.result
      group.addTask { await load(urls[place], place: place, fetch) }
    }
    for try await page in group { results[page.place] = page.result }
    try Task.checkCancellation()
    return urls.indices.compactMap { results[$0] }
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
