// Mistake: Each child task blocks its thread until another task has fetched the page.
// Diagnosis: blocksPool
// Line: ended.wait()
// Line: try block(until: task)

import Dispatch
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

/// Makes an asynchronous fetch look like an ordinary function.
private func block(until task: Task<Data, any Error>) throws -> Data {
  let ended = DispatchSemaphore(value: 0)
  let outcome = Mutex<Result<Data, any Error>>(.failure(CancellationError()))
  Task {
    let result = await task.result
    outcome.withLock { $0 = result }
    ended.signal()
  }
  ended.wait()
  return try outcome.withLock { $0 }.get()
}

private typealias Page = (place: Int, result: Result<Data, any Error>)

private func load(
  _ url: URL, place: Int, _ fetch: @escaping @Sendable (URL) async throws -> Data
) async -> Page {
  do {
    try Task.checkCancellation()
    let task = Task { try await fetch(url) }
    let data = try await withTaskCancellationHandler {
      try block(until: task)
    } onCancel: {
      task.cancel()
    }
    return (place, .success(data))
  } catch {
    return (place, .failure(error))
  }
}
