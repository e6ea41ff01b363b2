// Mistake: The pages go in batches of `limit`, and each batch waits for its slowest page.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  var results: [Result<Data, any Error>?] = urls.map { _ in nil }
  for start in stride(from: 0, to: urls.count, by: limit) {
    let batch = urls.indices[start...].prefix(limit)
    await withTaskGroup(of: Page.self) { group in
      for place in batch {
        group.addTask { await load(urls[place], place: place, fetch) }
      }
      for await page in group { results[page.place] = page.result }
    }
    try Task.checkCancellation()
  }
  try Task.checkCancellation()
  return results.compactMap { $0 }
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
