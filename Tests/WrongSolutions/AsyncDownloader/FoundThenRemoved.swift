// Mistake: Which page is left is asked in one withLock; it is removed in another, by two workers perhaps.
// Passes: nobody goes in between two steps of a task that have no await between them

import ExerciseKit
import Foundation
import Synchronization

private final class Ledger: Sendable {
  private let left: Mutex<[Int: URL]>
  private let results = Mutex<[Int: Result<Data, any Error>]>([:])

  init(_ urls: [URL]) {
    var left: [Int: URL] = [:]
    for (place, url) in urls.enumerated() { left[place] = url }
    self.left = Mutex(left)
  }

  func next() -> (place: Int, url: URL)? {
    guard let page = left.withLock({ $0.first }) else { return nil }
    left.withLock { _ = $0.removeValue(forKey: page.key) }
    return (page.key, page.value)
  }

  func store(_ result: Result<Data, any Error>, at place: Int) {
    results.withLock { $0[place] = result }
  }

  func inOrder() -> [Result<Data, any Error>] {
    results.withLock { results in results.keys.sorted().compactMap { results[$0] } }
  }
}

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  let ledger = Ledger(urls)
  await withDiscardingTaskGroup { group in
    for _ in 0..<min(limit, urls.count) {
      group.addTask {
        while !Task.isCancelled, let (place, url) = ledger.next() {
          do {
            let page = try await fetch(url)
            ledger.store(.success(page), at: place)
          } catch {
            ledger.store(.failure(error), at: place)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return ledger.inOrder()
}
