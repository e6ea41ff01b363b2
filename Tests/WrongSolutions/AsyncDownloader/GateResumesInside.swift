// Mistake: The gate resumes the next waiter while it holds the lock that onCancel takes as well.
// Diagnosis: deadlock

import ExerciseKit
import Foundation

private final class Gate: @unchecked Sendable {
  private let lock = NSLock()
  private var free: Int
  private var isClosed = false
  private var line: [CheckedContinuation<Bool, Never>] = []
  private var served = 0

  init(_ free: Int) { self.free = free }

  /// False if the gate was closed, which the first cancelled task does for all.
  func enter() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { wait($0) }
    } onCancel: {
      close()
    }
  }

  private func wait(_ continuation: CheckedContinuation<Bool, Never>) {
    lock.lock()
    if isClosed {
      lock.unlock()
      continuation.resume(returning: false)
    } else if free > 0 {
      free -= 1
      lock.unlock()
      continuation.resume(returning: true)
    } else {
      line.append(continuation)
      lock.unlock()
    }
  }

  func leave() {
    lock.lock()
    defer { lock.unlock() }
    if served < line.count {
      served += 1
      line[served - 1].resume(returning: true)
    } else {
      free += 1
    }
  }

  /// Sends all away who wait.
  private func close() {
    lock.lock()
    isClosed = true
    let waiting = line[served...]
    line = []
    served = 0
    lock.unlock()
    for continuation in waiting { continuation.resume(returning: false) }
  }
}

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  let gate = Gate(limit)
  let results = await withTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    for (place, url) in urls.enumerated() {
      group.addTask {
        guard await gate.enter() else { return (place, .failure(CancellationError())) }
        defer { gate.leave() }
        do {
          try Task.checkCancellation()
          let page = try await fetch(url)
          return (place, .success(page))
        } catch {
          return (place, .failure(error))
        }
      }
    }
    var results: [Int: Result<Data, any Error>] = [:]
    for await (place, result) in group { results[place] = result }
    return results
  }
  try Task.checkCancellation()
  return urls.indices.compactMap { results[$0] }
}
