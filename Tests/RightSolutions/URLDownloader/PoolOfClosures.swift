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

  let pool = Pool(size: workers)
  let board = NSLock()
  let results = Shared([Int: Result<Data, any Error>]())
  for (index, url) in urls.enumerated() {
    pool.submit {
      let result = Result { try fetch(url) }
      board.withLock {
        results.value[index] = result
        progress(results.value.count, urls.count)
      }
    }
  }
  pool.finish()
  return urls.indices.compactMap { results.value[$0] }
}

private final class Pool: @unchecked Sendable {
  // Unchecked: the condition guards jobs and isOpen; threads changes only in init.
  private let condition = NSCondition()
  private var jobs: [@Sendable () -> Void] = []
  private var isOpen = true
  private var threads: [SpawnedThread] = []

  init(size: Int) {
    for _ in 0..<size { threads.append(spawn { self.run() }) }
  }

  func submit(_ job: @escaping @Sendable () -> Void) {
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  func finish() {
    condition.lock()
    isOpen = false
    condition.broadcast()
    condition.unlock()
    for thread in threads { thread.join() }
  }

  private func run() {
    while let job = nextJob() { job() }
  }

  private func nextJob() -> (@Sendable () -> Void)? {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty && isOpen { condition.wait() }
    return jobs.isEmpty ? nil : jobs.removeFirst()
  }
}
