// Mistake: After a failure the continuation is resumed with the error, and then with the values.
// Diagnosis: resumedTwice
// Line: end.caller?.resume(returning: end.values.compactMap { $0 })

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  guard !operations.isEmpty else { return [] }
  let crew = Crew<Value>(count: operations.count)
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { crew.begin(operations, for: $0) }
  } onCancel: {
    crew.cancel()
  }
}

private final class Crew<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value?]
    var open: Int
    var tasks: [Task<Void, Never>] = []
    var firstError: (any Error)?
    var isCancelled = false
    var caller: CheckedContinuation<[Value], any Error>?
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(values: Array(repeating: nil, count: count), open: count))
  }

  func begin(
    _ operations: [@Sendable () async throws -> Value],
    for caller: CheckedContinuation<[Value], any Error>
  ) {
    state.withLock { $0.caller = caller }
    for (place, operation) in operations.enumerated() {
      let task = Task {
        do {
          let value = try await operation()
          self.ended(place, .success(value))
        } catch {
          self.ended(place, .failure(error))
        }
      }
      let isLate = state.withLock { state in
        state.tasks.append(task)
        return state.isCancelled
      }
      if isLate { task.cancel() }
    }
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return state.tasks
    }
    for task in tasks { task.cancel() }
  }

  private func ended(_ place: Int, _ result: Result<Value, any Error>) {
    let isFirstFailure = state.withLock { state in
      switch result {
      case .success(let value):
        state.values[place] = value
        return false
      case .failure(let error):
        guard state.firstError == nil else { return false }
        state.firstError = error
        return true
      }
    }
    if isFirstFailure { cancel() }
    // What resumes is outside the lock, which a cancellation takes as well.
    let end: State? = state.withLock { state in
      state.open -= 1
      return state.open == 0 ? state : nil
    }
    guard let end else { return }
    if let error = end.firstError {
      end.caller?.resume(throwing: error)
    }
    end.caller?.resume(returning: end.values.compactMap { $0 })
  }
}
