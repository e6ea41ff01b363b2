// Mistake: The permit is given back when the fetch was begun, not when it has ended.
// Diagnosis: unbounded

import ExerciseKit
import Foundation

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let permits = Permits(limit)
  return try await withThrowingTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    for (place, url) in urls.enumerated() {
      group.addTask {
        await permits.take()
        async let page = load(url, fetch)
        await permits.giveBack()
        return (place, await page)
      }
    }
    var results: [Int: Result<Data, any Error>] = [:]
    for try await (place, result) in group { results[place] = result }
    try Task.checkCancellation()
    return urls.indices.compactMap { results[$0] }
  }
}

private func load(
  _ url: URL, _ fetch: @Sendable (URL) async throws -> Data
) async -> Result<Data, any Error> {
  do {
    try Task.checkCancellation()
    let data = try await fetch(url)
    return .success(data)
  } catch {
    return .failure(error)
  }
}

private actor Permits {
  private var free: Int
  private var waiters: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiters.append($0) }
    }
  }

  func giveBack() {
    if waiters.isEmpty {
      free += 1
    } else {
      waiters.removeFirst().resume()
    }
  }
}
