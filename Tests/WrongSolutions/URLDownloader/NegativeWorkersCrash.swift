// Mistake: Only 0 workers is refused; a negative number makes a range that stops the program.
// Diagnosis: crashed
// Line: let team = (0..<workers).map { _ in spawn(work) }

import ExerciseKit
import Foundation

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers != 0 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard !urls.isEmpty else { return [] }

  let lock = Lock()
  let next = Shared(0)
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  @Sendable func takeIndex() -> Int? {
    lock.withLock {
      guard next.value < urls.count else { return nil }
      next.value += 1
      return next.value - 1
    }
  }

  @Sendable func work() {
    while let index = takeIndex() {
      let result = Result { try fetch(urls[index]) }
      lock.withLock {
        results.value[index] = result
        finished.value += 1
        progress(finished.value, urls.count)
      }
    }
  }

  let team = (0..<workers).map { _ in spawn(work) }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}
