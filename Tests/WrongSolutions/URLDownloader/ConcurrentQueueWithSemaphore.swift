// Mistake: A concurrent queue runs on the shared pool, which has about as many threads as cores.
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

  let permits = DispatchSemaphore(value: workers)
  let group = DispatchGroup()
  let lock = NSLock()
  let results = Shared([Int: Result<Data, any Error>]())
  let queue = DispatchQueue(label: "downloads", attributes: .concurrent)
  for (index, url) in urls.enumerated() {
    permits.wait()
    queue.async(group: group) {
      defer { permits.signal() }
      let result = Result { try fetch(url) }
      lock.withLock {
        results.value[index] = result
        progress(results.value.count, urls.count)
      }
    }
  }
  group.wait()
  return urls.indices.compactMap { results.value[$0] }
}
