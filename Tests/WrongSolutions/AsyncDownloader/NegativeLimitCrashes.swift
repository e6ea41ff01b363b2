// Mistake: Only 0 is refused, and a negative limit makes a range that ends before it starts.
// Diagnosis: crashed
// Line: for _ in 0..<min(limit, urls.count) {

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit != 0 else { throw InvalidArgument("limit", "must be at least 1, not 0") }
  let desk = Desk(count: urls.count)
  await withTaskGroup(of: Void.self) { team in
    for _ in 0..<min(limit, urls.count) {
      team.addTask {
        while !Task.isCancelled, let place = await desk.takePlace() {
          do {
            try Task.checkCancellation()
            let data = try await fetch(urls[place])
            await desk.store(.success(data), at: place)
          } catch {
            await desk.store(.failure(error), at: place)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return await desk.results
}

private actor Desk {
  private var next = 0
  private var stored: [Result<Data, any Error>?]

  init(count: Int) { stored = Array(repeating: nil, count: count) }

  var results: [Result<Data, any Error>] { stored.compactMap { $0 } }

  func takePlace() -> Int? {
    guard next < stored.count else { return nil }
    defer { next += 1 }
    return next
  }

  func store(_ result: Result<Data, any Error>, at place: Int) { stored[place] = result }
}
