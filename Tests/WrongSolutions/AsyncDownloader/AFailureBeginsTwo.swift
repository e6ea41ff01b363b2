// Mistake: A failed page begins the next one where it is noted, and once more after that.
// Diagnosis: unbounded

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
    var pages = urls.enumerated().makeIterator()

    func beginNext() {
      guard let (place, url) = pages.next() else { return }
      group.addTask { await load(url, place: place, fetch) }
    }

    for _ in 0..<min(limit, urls.count) { beginNext() }
    while let page = try await group.next() {
      results[page.place] = page.result
      if case .failure = page.result {
        // Something else takes the place of the page that can't be had.
        beginNext()
      }
      beginNext()
    }
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
