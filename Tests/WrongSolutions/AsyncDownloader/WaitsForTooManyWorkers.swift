// Mistake: There are as many workers as pages, but `limit` of them are waited for.
// Diagnosis: deadlock

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()
  let (ended, news) = AsyncStream.makeStream(of: Void.self)
  let desk = Desk(count: urls.count)
  let workers = (0..<min(limit, urls.count)).map { _ in
    Task {
      while !Task.isCancelled, let place = await desk.takePlace() {
        let page = await load(urls[place], place: place, fetch)
        await desk.store(page.result, at: place)
      }
      news.yield()
    }
  }
  await withTaskCancellationHandler {
    var farewells = ended.makeAsyncIterator()
    for _ in 0..<limit { await farewells.next() }
    for worker in workers { await worker.value }
  } onCancel: {
    for worker in workers { worker.cancel() }
  }
  try Task.checkCancellation()
  return await desk.results
}

private actor Desk {
  private var next = 0
  private var stored: [Result<Data, any Error>?]

  init(count: Int) { stored = Array(repeating: nil, count: count) }

  var results: [Result<Data, any Error>] { stored.compactMap { $0 } }

  func takePlace() -> Int? {
    guard next < stored.count else { return nil }
    defer { next += 1 }
    return next
  }

  func store(_ result: Result<Data, any Error>, at place: Int) { stored[place] = result }
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
