// Mistake: Every page has a task, and those beyond `limit` ask without a rest for a free slot.
// Diagnosis: busyWait

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
  let free = Slots(limit)
  return try await withThrowingTaskGroup(of: Page.self) { group in
    var results: [Result<Data, any Error>?] = urls.map { _ in nil }
    for (place, url) in urls.enumerated() {
      group.addTask {
        while !free.take() {
          if Task.isCancelled { return (place, .failure(CancellationError())) }
          await Task.yield()
        }
        let page = await load(url, place: place, fetch)
        if !Task.isCancelled { free.giveBack() }
        return page
      }
    }
    for try await page in group { results[page.place] = page.result }
    try Task.checkCancellation()
    return results.compactMap { $0 }
  }
}

private final class Slots: Sendable {
  private let free: Mutex<Int>

  init(_ count: Int) { free = Mutex(count) }

  func take() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  func giveBack() { free.withLock { $0 += 1 } }
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
