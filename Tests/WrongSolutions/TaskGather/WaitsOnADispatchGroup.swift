// Mistake: The caller's thread is blocked by a DispatchGroup until all have ended.
// Diagnosis: blocksPool

import ExerciseKit
import Foundation
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let crew = Crew<Value>(count: operations.count)
  return try await withTaskCancellationHandler {
    crew.begin(operations)
    crew.everyone.wait()
    return try crew.values()
  } onCancel: {
    crew.cancel()
  }
}

private final class Crew<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value?]
    var tasks: [Task<Void, Never>] = []
    var firstError: (any Error)?
    var isCancelled = false
  }

  let everyone = DispatchGroup()
  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(values: Array(repeating: nil, count: count)))
  }

  func begin(_ operations: [@Sendable () async throws -> Value]) {
    for (place, operation) in operations.enumerated() {
      everyone.enter()
      let task = Task {
        do {
          let value = try await operation()
          self.state.withLock { $0.values[place] = value }
        } catch {
          self.failed(with: error)
        }
        self.everyone.leave()
      }
      let isLate = state.withLock { state in
        state.tasks.append(task)
        return state.isCancelled
      }
      if isLate { task.cancel() }
    }
  }

  func values() throws -> [Value] {
    try state.withLock { state in
      if let error = state.firstError { throw error }
      return state.values.compactMap { $0 }
    }
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return state.tasks
    }
    for task in tasks { task.cancel() }
  }

  private func failed(with error: any Error) {
    let isFirst = state.withLock { state in
      guard state.firstError == nil else { return false }
      state.firstError = error
      return true
    }
    if isFirst { cancel() }
  }
}
