// Mistake: A page that can't be had stops the program with fatalError.
// Diagnosis: crashed
// Line: guard Task.isCancelled else { fatalError("no page from \(url): \(error)") }

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
    var results: [Result<Data, any Error>?] = urls.map { _ in nil }
    for (place, url) in urls.enumerated() {
      if place >= limit, let page = try await group.next() { results[page.place] = page.result }
      group.addTask { await load(url, place: place, fetch) }
    }
    for try await page in group { results[page.place] = page.result }
    try Task.checkCancellation()
    return results.compactMap { $0 }
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
    guard Task.isCancelled else { fatalError("no page from \(url): \(error)") }
    return (place, .failure(error))
  }
}
