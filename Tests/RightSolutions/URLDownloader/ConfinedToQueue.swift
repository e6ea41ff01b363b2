import Dispatch
import ExerciseKit
import Foundation

/// Use it on `queue` only.
private final class Ledger: @unchecked Sendable {
  let queue = DispatchQueue(label: "ledger")
  private var next = 0
  private var finished = 0
  private var results: [Int: Result<Data, any Error>] = [:]
  private let urls: [URL]
  private let progress: @Sendable (Int, Int) -> Void

  init(_ urls: [URL], _ progress: @escaping @Sendable (Int, Int) -> Void) {
    self.urls = urls
    self.progress = progress
  }

  func take() -> Int? {
    dispatchPrecondition(condition: .onQueue(queue))
    guard next < urls.count else { return nil }
    defer { next += 1 }
    return next
  }

  func store(_ result: Result<Data, any Error>, at place: Int) {
    dispatchPrecondition(condition: .onQueue(queue))
    results[place] = result
    finished += 1
    progress(finished, urls.count)
  }

  func inOrder() -> [Result<Data, any Error>] {
    dispatchPrecondition(condition: .onQueue(queue))
    return urls.indices.compactMap { results[$0] }
  }
}

/// Downloads every URL with a team of `workers` threads.
///
/// The plain class is touched on one serial queue only, also when the caller reads its results.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let ledger = Ledger(urls, progress)
  let group = DispatchGroup()
  for _ in 0..<min(workers, urls.count) {
    group.enter()
    Thread.detachNewThread {
      while let place = ledger.queue.sync(execute: { ledger.take() }) {
        let result = Result { try fetch(urls[place]) }
        ledger.queue.sync { ledger.store(result, at: place) }
      }
      group.leave()
    }
  }
  group.wait()
  return ledger.queue.sync { ledger.inOrder() }
}
