// Mistake: The next URL is claimed by an atomic load and an atomic store: two workers may claim it.
// Diagnosis: checkThenAct

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
  if workers < 1 { throw InvalidArgument("workers", "must be at least 1, not \(workers)") }

  struct State {
    var results: [Result<Data, any Error>?]
    var finished = 0
  }
  let total = urls.count
  let state = Mutex(State(results: Array(repeating: nil, count: total)))
  let next = Atomic(0)

  @Sendable func claim() -> Int? {
    let place = next.load(ordering: .sequentiallyConsistent)
    guard place < total else { return nil }
    next.store(place + 1, ordering: .sequentiallyConsistent)
    return place
  }

  @Sendable func work() {
    while let place = claim() {
      let result = Result { try fetch(urls[place]) }
      state.withLock {
        $0.results[place] = result
        $0.finished += 1
        progress($0.finished, total)
      }
    }
  }

  let team = (0..<min(workers, total)).map { _ in spawn(work) }
  team.forEach { $0.join() }
  return state.withLock { $0.results.compactMap { $0 } }
}
