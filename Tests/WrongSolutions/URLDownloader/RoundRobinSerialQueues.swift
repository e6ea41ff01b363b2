// Mistake: URLs are dealt to the queues in turn, so a slow page holds up all behind it.
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

  let queues = (0..<workers).map { DispatchQueue(label: "worker \($0)") }
  let board = NSLock()
  let results = Shared([Int: Result<Data, any Error>]())
  let group = DispatchGroup()
  for (index, url) in urls.enumerated() {
    queues[index % workers].async(group: group) {
      let result = Result { try fetch(url) }
      board.withLock {
        results.value[index] = result
        progress(results.value.count, urls.count)
      }
    }
  }
  group.wait()
  return urls.indices.compactMap { results.value[$0] }
}
