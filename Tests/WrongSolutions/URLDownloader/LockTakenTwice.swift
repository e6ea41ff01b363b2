// Mistake: store() calls report() with the lock held, and report() takes the same lock again.
// Diagnosis: deadlock
// Line: lock.withLock {
// Line: report()

import ExerciseKit
import Foundation
import Synchronization

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

  let next = Mutex(0)
  let board = Board(count: urls.count, progress: progress)
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < urls.count else { return }
        board.store(Result { try fetch(urls[index]) }, at: index)
      }
    }
  }
  for thread in team { thread.join() }
  return board.allResults()
}

private final class Board: Sendable {
  private let lock = Lock()
  private let finished = Shared(0)
  private let results: Shared<[Result<Data, any Error>?]>
  private let progress: @Sendable (Int, Int) -> Void

  init(count: Int, progress: @escaping @Sendable (Int, Int) -> Void) {
    results = Shared(Array(repeating: nil, count: count))
    self.progress = progress
  }

  func store(_ result: Result<Data, any Error>, at index: Int) {
    lock.withLock {
      results.value[index] = result
      report()
    }
  }

  func allResults() -> [Result<Data, any Error>] {
    lock.withLock { results.value.compactMap { $0 } }
  }

  private func report() {
    lock.withLock {
      finished.value += 1
      progress(finished.value, results.value.count)
    }
  }
}
