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

  let waiting = Mutex(Array(urls.indices.reversed()))
  let results = Mutex([(index: Int, result: Result<Data, any Error>)]())

  @Sendable func work() {
    while let index = waiting.withLock({ $0.popLast() }) {
      let result = Result { try fetch(urls[index]) }
      results.withLock {
        $0.append((index, result))
        progress($0.count, urls.count)
      }
    }
  }

  let threads = (1...min(workers, urls.count)).map { _ in spawn(work) }
  threads.forEach { $0.join() }
  return results.withLock { $0.sorted { $0.index < $1.index }.map(\.result) }
}
