import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
///
/// - Parameters:
///   - urls: What is downloaded; every one exactly once. No URLs: return an empty array.
///   - limit: How many fetches are under way at the same time; at least 1. As long as there are
///     pages to begin with, there are as many as this, and never more.
///   - fetch: Gets one page. It waits for long without a thread, and it may throw.
/// - Returns: For every URL, in the order of `urls`, its page or the error that `fetch` threw.
/// - Throws: `InvalidArgument` if `limit` is below 1. `CancellationError` if the calling task is
///   cancelled before the last page is there: then no further fetch is begun (none at all if it was
///   cancelled before the call), those under way are cancelled, and have ended before this throws.
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

/// A result, and its place in the list.
private typealias Page = (place: Int, result: Result<Data, any Error>)

/// Fetches one page, unless the task was cancelled before it came to that.
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
