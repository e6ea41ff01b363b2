// Mistake: The call returns when the last page was begun, and does not wait for its end.
// Diagnosis: returnsEarly

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  var results: [Int: Result<Data, any Error>] = [:]
  var tasks: [Task<Void, Never>] = []
  let (ended, news) = AsyncStream.makeStream(of: Page.self)
  var pages = ended.makeAsyncIterator()
  for (place, url) in urls.enumerated() {
    if place >= limit, let page = await pages.next() { results[page.place] = page.result }
    guard !Task.isCancelled else { break }
    tasks.append(Task { _ = news.yield(await load(url, place: place, fetch)) })
  }
  if Task.isCancelled {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    throw CancellationError()
  }
  return urls.indices.compactMap { results[$0] }
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
