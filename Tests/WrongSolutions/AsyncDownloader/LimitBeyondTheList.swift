// Mistake: The first `limit` pages are begun although the list may be shorter.
// Diagnosis: crashed
// Line: group.addTask { await load(urls[place], place: place, fetch) }
// Line: for place in limit..<urls.count {

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
    guard !urls.isEmpty else {
      try Task.checkCancellation()
      return []
    }
    for place in 0..<limit {
      group.addTask { await load(urls[place], place: place, fetch) }
    }
    for place in limit..<urls.count {
      if let page = try await group.next() { results[page.place] = page.result }
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
