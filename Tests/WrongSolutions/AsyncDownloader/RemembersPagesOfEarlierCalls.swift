// Mistake: Pages are remembered, and a later call doesn't fetch them again.
// Diagnosis: missedWork

import ExerciseKit
import Foundation
import Synchronization

private let remembered = Mutex<[URL: Data]>([:])

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else {
    throw InvalidArgument("limit", "must be at least 1, not \(limit)")
  }
  guard !urls.isEmpty else { return [] }
  let known = remembered.withLock { $0 }
  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  await withTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    var begun = 0
    func begin(_ group: inout TaskGroup<(Int, Result<Data, any Error>)>) {
      let (place, url) = (begun, urls[begun])
      begun += 1
      group.addTask {
        guard !Task.isCancelled else { return (place, .failure(CancellationError())) }
        if let page = known[url] { return (place, .success(page)) }
        do {
          let page = try await fetch(url)
          return (place, .success(page))
        } catch {
          return (place, .failure(error))
        }
      }
    }
    while begun < min(limit, urls.count), !Task.isCancelled { begin(&group) }
    while let (place, result) = await group.next() {
      results[place] = result
      if begun < urls.count, !Task.isCancelled {
        begin(&group)
      }
    }
  }
  try Task.checkCancellation()
  for (url, result) in zip(urls, results) {
    if case .success(let page) = result { remembered.withLock { $0[url] = page } }
  }
  return results.compactMap { $0 }
}
