import ExerciseKit
import Foundation
import Synchronization

/// Unstructured tasks; a handler passes the cancellation on to each of them.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()
  let board = Board()
  let workers = (0..<min(limit, urls.count)).map { _ in
    Task {
      while !Task.isCancelled, let place = board.takePlace(of: urls.count) {
        do {
          let data = try await fetch(urls[place])
          board.results.withLock { $0[place] = .success(data) }
        } catch {
          board.results.withLock { $0[place] = .failure(error) }
        }
      }
    }
  }
  await withTaskCancellationHandler {
    for worker in workers { await worker.value }
  } onCancel: {
    for worker in workers { worker.cancel() }
  }
  try Task.checkCancellation()
  return board.results.withLock { results in urls.indices.compactMap { results[$0] } }
}

private final class Board: Sendable {
  let results = Mutex([Int: Result<Data, any Error>]())
  private let next = Mutex(0)

  func takePlace(of count: Int) -> Int? {
    next.withLock { next in
      guard next < count else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
