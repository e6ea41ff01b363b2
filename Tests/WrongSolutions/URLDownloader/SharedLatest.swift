// Mistake: Every worker puts its page into one property first and takes it from there under the lock.
// Diagnosis: dataRace

import ExerciseKit
import Foundation

private final class Downloader: @unchecked Sendable {
  private let urls: [URL]
  private let fetch: @Sendable (URL) throws -> Data
  private let progress: @Sendable (Int, Int) -> Void

  private let lock = NSLock()
  private var next = 0
  private var finished = 0
  private var latest: Result<Data, any Error>?
  private(set) var results: [Result<Data, any Error>?]

  init(
    _ urls: [URL], _ fetch: @escaping @Sendable (URL) throws -> Data,
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.urls = urls
    self.fetch = fetch
    self.progress = progress
    results = Array(repeating: nil, count: urls.count)
  }

  private func take() -> Int? {
    lock.lock()
    defer { lock.unlock() }
    guard next < urls.count else { return nil }
    next += 1
    return next - 1
  }

  func work() {
    while let place = take() {
      latest = Result { try fetch(urls[place]) }
      lock.lock()
      results[place] = latest
      finished += 1
      progress(finished, urls.count)
      lock.unlock()
    }
  }
}

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let downloader = Downloader(urls, fetch, progress)
  let team = (0..<min(workers, urls.count)).map { _ in spawn { downloader.work() } }
  for thread in team { thread.join() }
  return downloader.results.compactMap { $0 }
}
