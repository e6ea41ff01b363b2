// Mistake: onCancel sets a plain flag that the group's body reads before each new page.
// Passes: what a cancellation handler does isn't looked at when it is called from outside of the tasks

import ExerciseKit
import Foundation

private final class Order: @unchecked Sendable {
  var isStopped = false
}

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }

  let order = Order()
  let results = await withTaskCancellationHandler {
    await withTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
      var results: [Int: Result<Data, any Error>] = [:]
      var begun = 0

      func beginNext() {
        guard begun < urls.count, !order.isStopped else { return }
        let place = begun
        begun += 1
        group.addTask {
          do {
            try Task.checkCancellation()
            let page = try await fetch(urls[place])
            return (place, .success(page))
          } catch {
            return (place, .failure(error))
          }
        }
      }

      for _ in 0..<min(limit, urls.count) { beginNext() }
      while let (place, result) = await group.next() {
        results[place] = result
        beginNext()
      }
      return results
    }
  } onCancel: {
    order.isStopped = true
  }
  if order.isStopped { throw CancellationError() }
  return urls.indices.compactMap { results[$0] }
}
