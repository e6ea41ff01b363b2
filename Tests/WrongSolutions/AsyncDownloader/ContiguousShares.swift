// Mistake: The list is cut into `limit` pieces beforehand, and a piece waits for its slow page.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let team = min(limit, urls.count)
  let pieces = await withTaskGroup(of: (Int, [Result<Data, any Error>]).self) { group in
    for number in 0..<team {
      let piece = urls[(urls.count * number / team)..<(urls.count * (number + 1) / team)]
      group.addTask {
        var results: [Result<Data, any Error>] = []
        for url in piece { results.append(await load(url, place: 0, fetch).result) }
        return (number, results)
      }
    }
    return await group.reduce(into: [Int: [Result<Data, any Error>]]()) { $0[$1.0] = $1.1 }
  }
  try Task.checkCancellation()
  return (0..<team).flatMap { pieces[$0] ?? [] }
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
