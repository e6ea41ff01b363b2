import ExerciseKit
import Foundation

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
  guard !urls.isEmpty else { return [] }

  let job = DownloadJob(urls: urls, running: workers, fetch: fetch, progress: progress)
  for number in 1...workers {
    let thread = Thread { job.work() }
    thread.name = "download \(number)"
    thread.start()
  }
  return job.waitForResults()
}

private final class DownloadJob: @unchecked Sendable {
  // Unchecked: ticketLock guards next, condition guards running, boardLock the rest.
  private let urls: [URL]
  private let fetch: @Sendable (URL) throws -> Data
  private let progress: @Sendable (Int, Int) -> Void
  private let ticketLock = NSLock()
  private var next = 0
  private let boardLock = NSLock()
  private var finished = 0
  private var results: [Int: Result<Data, any Error>] = [:]
  private let condition = NSCondition()
  private var running: Int

  init(
    urls: [URL], running: Int, fetch: @escaping @Sendable (URL) throws -> Data,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.urls = urls
    self.running = running
    self.fetch = fetch
    self.progress = progress
  }

  func work() {
    while let index = takeIndex() {
      do {
        let data = try fetch(urls[index])
        store(.success(data), at: index)
      } catch {
        store(.failure(error), at: index)
      }
    }
    condition.lock()
    running -= 1
    condition.signal()
    condition.unlock()
  }

  func waitForResults() -> [Result<Data, any Error>] {
    condition.lock()
    while running > 0 { condition.wait() }
    condition.unlock()

    boardLock.lock()
    defer { boardLock.unlock() }
    return urls.indices.compactMap { results[$0] }
  }

  private func takeIndex() -> Int? {
    ticketLock.lock()
    defer { ticketLock.unlock() }
    guard next < urls.count else { return nil }
    next += 1
    return next - 1
  }

  private func store(_ result: Result<Data, any Error>, at index: Int) {
    boardLock.lock()
    defer { boardLock.unlock() }
    results[index] = result
    finished += 1
    progress(finished, urls.count)
  }
}
