// Mistake: All workers write to one plain dictionary; only progress is under the lock.
// Diagnosis: dataRace

import ExerciseKit
import Foundation
import Synchronization

private final class Pages: @unchecked Sendable {
  private var results: [Int: Result<Data, any Error>] = [:]

  subscript(place: Int) -> Result<Data, any Error>? {
    get { results[place] }
    set { results[place] = newValue }
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
  if urls.isEmpty { return [] }

  let pages = Pages()
  let next = Atomic(0)
  let finished = Mutex(0)
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < urls.count else { return }
        pages[place] = Result { try fetch(urls[place]) }
        finished.withLock {
          $0 += 1
          progress($0, urls.count)
        }
      }
    }
  }
  for worker in team { worker.join() }
  return urls.indices.compactMap { pages[$0] }
}
