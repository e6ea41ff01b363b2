import ExerciseKit
import Foundation

/// The group itself says whether it still takes a page.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let results = await withTaskGroup(
    of: (Int, Result<Data, any Error>).self, returning: [Int: Result<Data, any Error>]?.self
  ) { group in
    var pages = urls.enumerated().makeIterator()
    var results = [Int: Result<Data, any Error>](minimumCapacity: urls.count)

    /// Begins the next page if there is one; false if nothing may be begun any more.
    func beginNext() -> Bool {
      guard let (place, url) = pages.next() else { return true }
      return group.addTaskUnlessCancelled {
        let result: Result<Data, any Error>
        do {
          try Task.checkCancellation()
          result = .success(try await fetch(url))
        } catch {
          result = .failure(error)
        }
        return (place, result)
      }
    }

    for _ in 0..<min(limit, urls.count) {
      guard beginNext() else { return nil }
    }
    while let (place, result) = await group.next() {
      results[place] = result
      guard beginNext() else { return nil }
    }
    return results
  }
  guard let results, !Task.isCancelled else { throw CancellationError() }
  return urls.indices.compactMap { results[$0] }
}
