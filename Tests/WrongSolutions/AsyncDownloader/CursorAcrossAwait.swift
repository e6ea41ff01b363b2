// Mistake: The actor reads which page is next, awaits the log, and only then writes the next place.
// Diagnosis: repeatedWork

import ExerciseKit
import Foundation

private actor Log {
  private var begun: [URL] = []
  func note(_ url: URL) { begun.append(url) }
}

private actor Pages {
  private let urls: [URL]
  private let log = Log()
  private var next = 0
  private var results: [Int: Result<Data, any Error>] = [:]

  init(_ urls: [URL]) { self.urls = urls }

  func take() async -> (place: Int, url: URL)? {
    guard next < urls.count else { return nil }
    let place = next
    await log.note(urls[place])
    next = place + 1
    return (place, urls[place])
  }

  func store(_ result: Result<Data, any Error>, at place: Int) { results[place] = result }

  func inOrder() -> [Result<Data, any Error>] { urls.indices.compactMap { results[$0] } }
}

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  let pages = Pages(urls)
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<min(limit, urls.count) {
      group.addTask {
        while let (place, url) = await pages.take(), !Task.isCancelled {
          do {
            let page = try await fetch(url)
            await pages.store(.success(page), at: place)
          } catch {
            await pages.store(.failure(error), at: place)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return await pages.inOrder()
}
