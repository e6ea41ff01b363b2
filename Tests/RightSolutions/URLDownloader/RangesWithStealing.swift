import Dispatch
import ExerciseKit
import Foundation
import Synchronization

/// The pages are dealt out beforehand, but nobody is left sitting on them: who has none takes over
/// the rear half of what the worker with most still has in front of it.
private final class Stretches: Sendable {
  private let stretches: Mutex<[Range<Int>]>

  init(count: Int, workers: Int) {
    stretches = Mutex(
      (0..<workers).map { count * $0 / workers..<count * ($0 + 1) / workers })
  }

  func next(for worker: Int) -> Int? {
    stretches.withLock { stretches in
      if stretches[worker].isEmpty {
        let victim = stretches.indices.max { stretches[$0].count < stretches[$1].count } ?? worker
        let whole = stretches[victim]
        let middle = whole.lowerBound + whole.count / 2
        stretches[victim] = whole.lowerBound..<middle
        stretches[worker] = middle..<whole.upperBound
      }
      return stretches[worker].popFirst()
    }
  }
}

private final class Results: @unchecked Sendable {
  private let access = DispatchSemaphore(value: 1)
  private let turn = DispatchSemaphore(value: 1)
  private let total: Int
  private var list: [Result<Data, any Error>?]  // guarded by `access`
  private var finished = 0  // guarded by `turn`

  init(count: Int) {
    total = count
    list = Array(repeating: nil, count: count)
  }

  func store(_ result: Result<Data, any Error>, at place: Int) {
    access.wait()
    defer { access.signal() }
    list[place] = result
  }

  /// Counts and tells while it is this thread's turn.
  func tell(_ progress: (Int, Int) -> Void) {
    turn.wait()
    defer { turn.signal() }
    finished += 1
    progress(finished, total)
  }

  func all() -> [Result<Data, any Error>] {
    access.wait()
    defer { access.signal() }
    return list.compactMap { $0 }
  }
}

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  if workers < 1 { throw InvalidArgument("workers", "must be at least 1, not \(workers)") }
  if urls.isEmpty { return [] }

  let size = min(workers, urls.count)
  let stretches = Stretches(count: urls.count, workers: size)
  let results = Results(count: urls.count)
  let team = DispatchGroup()
  for worker in 0..<size {
    team.enter()
    Thread.detachNewThread {
      while let place = stretches.next(for: worker) {
        results.store(Result { try fetch(urls[place]) }, at: place)
        results.tell(progress)
      }
      team.leave()
    }
  }
  team.wait()
  return results.all()
}
