// Mistake: The loop asks again and again whether a fetch has ended, with a yield between.
// Diagnosis: busyWait

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let desk = Desk(count: urls.count)
  await withTaskGroup(of: Void.self) { group in
    for (place, url) in urls.enumerated() {
      while await desk.underWay >= limit { await Task.yield() }
      await desk.begin()
      group.addTask { await desk.end(await load(url, place: place, fetch)) }
    }
  }
  try Task.checkCancellation()
  return await desk.results
}

private actor Desk {
  private(set) var underWay = 0
  private var stored: [Result<Data, any Error>?]

  init(count: Int) { stored = Array(repeating: nil, count: count) }

  var results: [Result<Data, any Error>] { stored.compactMap { $0 } }

  func begin() { underWay += 1 }

  func end(_ page: Page) {
    stored[page.place] = page.result
    underWay -= 1
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
