import ExerciseKit
import Foundation

private final class Worker: @unchecked Sendable {
  /// Written by the worker's thread until it ends, read by the caller afterwards.
  private(set) var pages: [(place: Int, result: Result<Data, any Error>)] = []

  func run(
    _ urls: [URL], _ next: () -> Int?, _ fetch: (URL) throws -> Data, _ oneFinished: () -> Void
  ) {
    while let place = next() {
      pages.append((place, Result { try fetch(urls[place]) }))
      oneFinished()
    }
  }
}

/// Downloads every URL with a team of `workers` threads.
///
/// Each worker fills a list of its own, which is read only after that worker was joined.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let total = urls.count
  let queueLock = Lock()
  let begun = Shared(0)
  let progressLock = Lock()
  let finished = Shared(0)

  let next: @Sendable () -> Int? = {
    queueLock.withLock {
      guard begun.value < total else { return nil }
      begun.value += 1
      return begun.value - 1
    }
  }
  let oneFinished: @Sendable () -> Void = {
    progressLock.withLock {
      finished.value += 1
      progress(finished.value, total)
    }
  }

  let team = (0..<min(workers, total)).map { _ in Worker() }
  let threads = team.map { worker in
    spawn { worker.run(urls, next, fetch, oneFinished) }
  }
  var results = [Result<Data, any Error>?](repeating: nil, count: total)
  for (worker, thread) in zip(team, threads) {
    thread.join()
    for page in worker.pages { results[page.place] = page.result }
  }
  return results.compactMap { $0 }
}
