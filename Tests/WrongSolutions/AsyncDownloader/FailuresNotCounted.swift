// Mistake: Only pages that came are counted, so after a failure the loop has no end.
// Diagnosis: timedOut

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
    var next = 0
    var came = 0
    while came < urls.count {
      while next < min(limit, urls.count) {
        let place = next
        next += 1
        group.addTask { await load(urls[place], place: place, fetch) }
      }
      if let page = try await group.next() {
        results[page.place] = page.result
        if case .success = page.result { came += 1 }
        if next < urls.count {
          let place = next
          next += 1
          group.addTask { await load(urls[place], place: place, fetch) }
        }
      }
      try Task.checkCancellation()
    }
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
    return (place, .failure(error))
  }
}
