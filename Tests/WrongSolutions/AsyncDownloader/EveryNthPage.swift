// Mistake: Each page belongs to one of `limit` lists beforehand, and waits there behind a slow one.
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
  let lists = min(limit, urls.count)
  let all = await withTaskGroup(of: [Page].self) { group in
    for first in 0..<lists {
      group.addTask {
        var mine: [Page] = []
        for place in stride(from: first, to: urls.count, by: lists) {
          mine.append(await load(urls[place], place: place, fetch))
        }
        return mine
      }
    }
    return await group.reduce(into: [Page]()) { $0 += $1 }
  }
  try Task.checkCancellation()
  return all.sorted { $0.place < $1.place }.map(\.result)
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
