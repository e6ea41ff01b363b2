import ExerciseKit
import Foundation

// Unstructured tasks, one for each page. Each begins its successor when its own page is in, so there
// are always as many as were begun at the start. All handles are kept in a row: the caller walks along
// it and waits for each, and a cancellation is handed on along it.

private final class Pier: @unchecked Sendable {
  private let urls: [URL]
  private let fetch: @Sendable (URL) async throws -> Data
  private let lock = NSLock()
  private var hasWhistled = false
  private var lines: [Task<Void, Never>] = []
  private var boxes: [Result<Data, any Error>?]

  init(_ urls: [URL], _ fetch: @escaping @Sendable (URL) async throws -> Data) {
    self.urls = urls
    self.fetch = fetch
    boxes = Array(repeating: nil, count: urls.count)
  }

  /// Begins the next page, if there is one and nobody has whistled.
  func cast() {
    lock.withLock {
      let place = lines.count
      guard place < urls.count, !hasWhistled else { return }
      lines.append(Task { await self.fish(for: place) })
    }
  }

  private func fish(for place: Int) async {
    guard lock.withLock({ !hasWhistled }) else { return }
    let result: Result<Data, any Error>
    do {
      let page = try await fetch(urls[place])
      result = .success(page)
    } catch {
      result = .failure(error)
    }
    lock.withLock { boxes[place] = result }
    cast()
  }

  // From here on nothing is begun. First that is settled, then the others are told.
  func whistle() {
    let out = lock.withLock {
      hasWhistled = true
      return lines
    }
    for line in out { line.cancel() }
  }

  // Returns when no line is out. A task puts its successor into the row before it ends, so whoever
  // has waited for the last one of the row has waited for all.
  func waitForAll() async {
    var place = 0
    while let line = lock.withLock({ place < lines.count ? lines[place] : nil }) {
      await line.value
      place += 1
    }
  }

  func unpack() -> [Result<Data, any Error>] {
    lock.withLock { boxes.compactMap { $0 } }
  }
}

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "needs 1 or more, got \(limit)") }
  if urls.isEmpty { return [] }
  try Task.checkCancellation()

  let pier = Pier(urls, fetch)
  await withTaskCancellationHandler {
    for _ in 0..<min(limit, urls.count) { pier.cast() }
    await pier.waitForAll()
  } onCancel: {
    pier.whistle()
  }
  try Task.checkCancellation()
  return pier.unpack()
}
