import ExerciseKit
import Foundation

/// The whole window lives in an actor; results go straight into its array.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  return try await Downloader(urls, fetch).run(limit: limit)
}

private actor Downloader {
  private let urls: [URL]
  private let fetch: @Sendable (URL) async throws -> Data
  private var results: [Result<Data, any Error>?]

  init(_ urls: [URL], _ fetch: @escaping @Sendable (URL) async throws -> Data) {
    self.urls = urls
    self.fetch = fetch
    results = urls.map { _ in nil }
  }

  func run(limit: Int) async throws -> [Result<Data, any Error>] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for place in urls.indices.prefix(limit) { group.addTask { await self.load(place) } }
      for place in urls.indices.dropFirst(limit) {
        try await group.next()
        try Task.checkCancellation()
        group.addTask { await self.load(place) }
      }
      try await group.waitForAll()
    }
    try Task.checkCancellation()
    return results.compactMap { $0 }
  }

  private func load(_ place: Int) async {
    guard !Task.isCancelled else { return }
    do {
      let data = try await fetch(urls[place])
      results[place] = .success(data)
    } catch {
      results[place] = .failure(error)
    }
  }
}
