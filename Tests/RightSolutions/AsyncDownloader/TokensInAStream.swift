import ExerciseKit
import Foundation

/// A discarding group; an `AsyncStream` carries a token for each fetch that has ended.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let (tokens, purse) = AsyncStream.makeStream(of: Void.self)
  for _ in 0..<min(limit, urls.count) { purse.yield() }
  let results = Results(count: urls.count)
  await withDiscardingTaskGroup { group in
    var token = tokens.makeAsyncIterator()
    for (place, url) in urls.enumerated() {
      // A cancelled task gets no token: then the group waits for the children, and it is over.
      guard await token.next() != nil, !Task.isCancelled else { return }
      group.addTask {
        await results.fill(place) {
          try Task.checkCancellation()
          return try await fetch(url)
        }
        purse.yield()
      }
    }
  }
  try Task.checkCancellation()
  return await results.inOrder
}

private actor Results {
  private var stored: [Result<Data, any Error>?]

  init(count: Int) { stored = Array(repeating: nil, count: count) }

  var inOrder: [Result<Data, any Error>] { stored.compactMap { $0 } }

  func fill(_ place: Int, _ load: @Sendable () async throws -> Data) async {
    do {
      let data = try await load()
      stored[place] = .success(data)
    } catch {
      stored[place] = .failure(error)
    }
  }
}
