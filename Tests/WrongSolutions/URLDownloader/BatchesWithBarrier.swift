// Mistake: Workers wait for each other after every page, so a slow page holds up the next batch.
// Diagnosis: underParallel

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

  let barrier = Barrier(size: workers)
  let board = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  let team = (0..<workers).map { worker in
    spawn {
      for start in stride(from: 0, to: urls.count, by: workers) {
        let index = start + worker
        if index < urls.count {
          let result = Result { try fetch(urls[index]) }
          board.withLock {
            results.value[index] = result
            finished.value += 1
            progress(finished.value, urls.count)
          }
        }
        barrier.wait()
      }
    }
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}

private final class Barrier: Sendable {
  private let changed = Condition()
  private let size: Int
  private let arrived = Shared(0)
  private let round = Shared(0)

  init(size: Int) { self.size = size }

  func wait() {
    changed.withLock {
      let mine = round.value
      arrived.value += 1
      if arrived.value == size {
        arrived.value = 0
        round.value += 1
        changed.broadcast()
      }
      while round.value == mine { changed.wait() }
    }
  }
}
