import ExerciseKit
import Foundation

/// A child task throws its failure with the place in it, and the group goes on.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  return try await withThrowingTaskGroup(of: (place: Int, data: Data).self) { group in
    var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
    var underWay = 0
    var next = 0
    while true {
      while underWay < limit && next < urls.count && !Task.isCancelled {
        let place = next
        group.addTask {
          do {
            try Task.checkCancellation()
            let data = try await fetch(urls[place])
            return (place, data)
          } catch {
            throw PageFailure(place: place, error: error)
          }
        }
        underWay += 1
        next += 1
      }
      guard let outcome = await group.nextResult() else { break }
      underWay -= 1
      switch outcome {
      case .success(let page): results[page.place] = .success(page.data)
      case .failure(let failure as PageFailure): results[failure.place] = .failure(failure.error)
      case .failure(let error): throw error
      }
    }
    try Task.checkCancellation()
    return results.compactMap { $0 }
  }
}

private struct PageFailure: Error {
  let place: Int
  let error: any Error
}
