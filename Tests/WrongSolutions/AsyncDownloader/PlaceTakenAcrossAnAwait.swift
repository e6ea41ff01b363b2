// Mistake: The next place is read from an actor, and moved on in a second call: two workers take the same.
// Diagnosis: repeatedWork

import ExerciseKit
import Foundation

/// Downloads all URLs, at most `limit` at the same time, and returns the results in their order.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let desk = Desk(count: urls.count)
  await withTaskGroup { group in
    for _ in 0..<min(limit, urls.count) {
      group.addTask {
        while !Task.isCancelled {
          let place = await desk.next
          guard place < urls.count else { return }
          await desk.moveOn(to: place + 1)
          do {
            let page = try await fetch(urls[place])
            await desk.store(.success(page), at: place)
          } catch {
            await desk.store(.failure(error), at: place)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return await desk.pages.compactMap { $0 }
}

private actor Desk {
  private(set) var next = 0
  private(set) var pages: [Result<Data, any Error>?]

  init(count: Int) { pages = Array(repeating: nil, count: count) }

  func moveOn(to place: Int) { next = place }

  func store(_ page: Result<Data, any Error>, at place: Int) { pages[place] = page }
}
