// Mistake: Nobody tells the workers that no more jobs will come, so the join never ends.
// Diagnosis: deadlock
// Line: while jobs.value.isEmpty && !isClosed.value { changed.wait() }
// Line: for thread in team { thread.join() }

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

  let queue = JobQueue()
  let board = Mutex([Int: Result<Data, any Error>]())
  let team = (0..<workers).map { _ in
    spawn {
      while let index = queue.take() {
        let result = Result { try fetch(urls[index]) }
        board.withLock {
          $0[index] = result
          progress($0.count, urls.count)
        }
      }
    }
  }
  for index in urls.indices { queue.put(index) }
  for thread in team { thread.join() }
  return board.withLock { board in urls.indices.compactMap { board[$0] } }
}

private final class JobQueue: Sendable {
  private let changed = Condition()
  private let jobs = Shared([Int]())
  private let isClosed = Shared(false)

  func put(_ job: Int) {
    changed.withLock {
      jobs.value.append(job)
      changed.signal()
    }
  }

  func take() -> Int? {
    changed.withLock {
      while jobs.value.isEmpty && !isClosed.value { changed.wait() }
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}
