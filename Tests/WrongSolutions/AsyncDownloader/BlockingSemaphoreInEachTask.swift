// Mistake: All tasks are made at once and wait for a DispatchSemaphore, each blocking a thread.
// Diagnosis: blocksPool
// Line: func take() { semaphore.wait() }
// Line: permits.take()

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
  let permits = Permits(limit)
  return try await withThrowingTaskGroup(of: Page.self) { group in
    var results: [Result<Data, any Error>?] = urls.map { _ in nil }
    for (place, url) in urls.enumerated() {
      group.addTask {
        permits.take()
        defer { permits.giveBack() }
        if permits.areClosed { return (place, .failure(CancellationError())) }
        return await load(url, place: place, fetch)
      }
    }
    for try await page in group { results[page.place] = page.result }
    try Task.checkCancellation()
    return results.compactMap { $0 }
  }
}

private final class Permits: Sendable {
  private let semaphore: DispatchSemaphore
  private let closed = Mutex(false)

  init(_ count: Int) { semaphore = DispatchSemaphore(value: count) }

  var areClosed: Bool { closed.withLock { $0 } }

  func take() { semaphore.wait() }

  /// After a cancel those who come next get nothing more to do.
  func giveBack() {
    if Task.isCancelled { closed.withLock { $0 = true } }
    semaphore.signal()
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
