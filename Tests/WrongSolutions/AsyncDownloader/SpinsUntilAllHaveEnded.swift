// Mistake: The caller asks without a rest whether all pages have ended.
// Diagnosis: busyWait

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()
  let desk = Desk(count: urls.count)
  let workers = (0..<min(limit, urls.count)).map { _ in
    Task {
      while !Task.isCancelled, let place = await desk.takePlace() {
        do {
          let data = try await fetch(urls[place])
          await desk.store(.success(data), at: place)
        } catch {
          await desk.store(.failure(error), at: place)
        }
      }
    }
  }
  while await desk.results.count < urls.count, !Task.isCancelled { await Task.yield() }
  if Task.isCancelled {
    for worker in workers { worker.cancel() }
  }
  for worker in workers { await worker.value }
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
