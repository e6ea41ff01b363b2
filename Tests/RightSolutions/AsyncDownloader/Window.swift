import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time.
///
/// Children return what they found, and only the group's body, a single task, changes the array and
/// the place that is next.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  await withTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    var next = 0

    func beginNext() {
      guard next < urls.count, !Task.isCancelled else { return }
      let place = next
      next += 1
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
  }
  try Task.checkCancellation()
  return results.compactMap { $0 }
}
