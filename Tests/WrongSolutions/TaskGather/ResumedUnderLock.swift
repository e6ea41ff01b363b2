// Mistake: The last task resumes the continuation under the lock that onCancel takes as well.
// Diagnosis: deadlock

import ExerciseKit
import Foundation

private final class Gathering<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Int: Value] = [:]
  private var error: (any Error)?
  private var tasks: [Task<Void, Never>] = []
  private var remaining: Int
  private var isCancelled = false
  private var waiting: CheckedContinuation<Void, Never>?

  init(count: Int) { remaining = count }

  func start(
    _ operations: [@Sendable () async throws -> Value],
    _ continuation: CheckedContinuation<Void, Never>
  ) {
    let toCancel: [Task<Void, Never>] = lock.withLock {
      waiting = continuation
      for (place, operation) in operations.enumerated() {
        tasks.append(Task { await self.run(operation, place) })
      }
      return isCancelled ? tasks : []
    }
    for task in toCancel { task.cancel() }
  }

  private func run(_ operation: @Sendable () async throws -> Value, _ place: Int) async {
    do {
      let value = try await operation()
      end { values[place] = value }
    } catch {
      let others: [Task<Void, Never>] = lock.withLock {
        guard self.error == nil else { return [] }
        self.error = error
        return tasks
      }
      for task in others { task.cancel() }
      end {}
    }
  }

  private func end(_ note: () -> Void) {
    lock.lock()
    defer { lock.unlock() }
    note()
    remaining -= 1
    if remaining == 0 {
      waiting?.resume()
      waiting = nil
    }
  }

  func cancel() {
    let all = lock.withLock {
      isCancelled = true
      return tasks
    }
    for task in all { task.cancel() }
  }

  func result(_ count: Int) throws -> [Value] {
    try lock.withLock {
      if let error { throw error }
      return (0..<count).compactMap { values[$0] }
    }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.isEmpty { return [] }
  let gathering = Gathering<Value>(count: operations.count)
  await withTaskCancellationHandler {
    await withCheckedContinuation { gathering.start(operations, $0) }
  } onCancel: {
    gathering.cancel()
  }
  return try gathering.result(operations.count)
}
