// Mistake: All children write their pages into the array of one object, with nothing between them.
// Diagnosis: dataRace
// Line: func put(_ page: Result<Data, any Error>, at place: Int) { pages[place] = page }

import ExerciseKit
import Foundation

/// Downloads all URLs, at most `limit` at the same time, and returns the results in their order.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let shelf = Shelf(count: urls.count)
  await withTaskGroup(of: Void.self) { group in
    for (place, url) in urls.enumerated() {
      if place >= limit { await group.next() }
      if Task.isCancelled { break }
      group.addTask {
        do {
          let page = try await fetch(url)
          shelf.put(.success(page), at: place)
        } catch {
          shelf.put(.failure(error), at: place)
        }
      }
    }
  }
  try Task.checkCancellation()
  return shelf.pages.compactMap { $0 }
}

private final class Shelf: @unchecked Sendable {
  private(set) var pages: [Result<Data, any Error>?]

  init(count: Int) { pages = Array(repeating: nil, count: count) }

  func put(_ page: Result<Data, any Error>, at place: Int) { pages[place] = page }
}
