// Mistake: A URL leaves the waiting list only after its download, so others take it as well.
// Diagnosis: checkThenAct
// Line: let result = Result { try fetch(urls[index]) }

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

  let waiting = Mutex(Array(urls.indices))
  let board = Mutex([Int: Result<Data, any Error>]())
  let team = (0..<workers).map { _ in
    spawn {
      while let index = waiting.withLock({ $0.first }) {
        let result = Result { try fetch(urls[index]) }
        waiting.withLock { $0.removeAll { $0 == index } }
        board.withLock {
          guard $0.updateValue(result, forKey: index) == nil else { return }
          progress($0.count, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return board.withLock { board in urls.indices.compactMap { board[$0] } }
}
