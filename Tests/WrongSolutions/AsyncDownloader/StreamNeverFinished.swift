// Mistake: The results come through a stream that nobody finishes, so its reader waits for more.
// Diagnosis: deadlock

import ExerciseKit
import Foundation
import Synchronization

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()
  let (pages, news) = AsyncStream.makeStream(of: Page.self)
  let pile = Pile(count: urls.count)
  let workers = (0..<min(limit, urls.count)).map { _ in
    Task {
      while !Task.isCancelled, let place = pile.takePlace() {
        news.yield(await load(urls[place], place: place, fetch))
      }
    }
  }
  var results: [Int: Result<Data, any Error>] = [:]
  for await page in pages { results[page.place] = page.result }
  if Task.isCancelled {
    for worker in workers { worker.cancel() }
  }
  for worker in workers { await worker.value }
  try Task.checkCancellation()
  return urls.indices.compactMap { results[$0] }
}

private final class Pile: Sendable {
  private let count: Int
  private let next = Mutex(0)

  init(count: Int) { self.count = count }

  func takePlace() -> Int? {
    next.withLock { next in
      guard next < count else { return nil }
      defer { next += 1 }
      return next
    }
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
