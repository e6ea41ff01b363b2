// Mistake: Nothing is begun in place of a page whose fetch threw CancellationError by itself.
// Diagnosis: errorSpreads

import ExerciseKit
import Foundation

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
  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  await withTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    var begun = 0
    var underWay = 0
    func begin(_ group: inout TaskGroup<(Int, Result<Data, any Error>)>) {
      let (place, url) = (begun, urls[begun])
      begun += 1
      underWay += 1
      group.addTask {
        guard !Task.isCancelled else { return (place, .failure(CancellationError())) }
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
      underWay -= 1
      if case .failure(is CancellationError) = result, underWay > 0 { continue }
      if begun < urls.count, !Task.isCancelled {
        begin(&group)
      }
    }
  }
  try Task.checkCancellation()
  return results.compactMap { $0 }
}
