import ExerciseKit
import Synchronization

/// Task handles awaited in order; whoever fails first cancels all of them at once.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let team = Team<Value>()
  return try await withTaskCancellationHandler {
    let tasks = operations.map { operation in
      let task = Task {
        do {
          return try await operation()
        } catch {
          team.failed(with: error)
          throw error
        }
      }
      team.add(task)
      return task
    }
    var values: [Value] = []
    for task in tasks {
      if case .success(let value) = await task.result { values.append(value) }
    }
    if let error = team.firstError { throw error }
    return values
  } onCancel: {
    team.cancel()
  }
}

private final class Team<Value: Sendable>: Sendable {
  private struct State {
    var tasks: [Task<Value, any Error>] = []
    var firstError: (any Error)?
    var isCancelled = false
  }

  private let state = Mutex(State())

  var firstError: (any Error)? { state.withLock { $0.firstError } }

  func add(_ task: Task<Value, any Error>) {
    let isLate = state.withLock { state in
      state.tasks.append(task)
      return state.isCancelled
    }
    if isLate { task.cancel() }
  }

  func failed(with error: any Error) {
    let isFirst = state.withLock { state in
      guard state.firstError == nil else { return false }
      state.firstError = error
      return true
    }
    if isFirst { cancel() }
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return state.tasks
    }
    for task in tasks { task.cancel() }
  }
}
