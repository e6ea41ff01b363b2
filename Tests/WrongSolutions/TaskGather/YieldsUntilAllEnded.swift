// Mistake: The caller asks again and again whether all have ended, with a yield in between.
// Diagnosis: busyWait

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let board = Board<Value>(count: operations.count)
  await withTaskGroup(of: Void.self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { board.ended(place, await outcome(of: operation)) }
    }
    while board.open > 0 {
      if board.hasFailed { group.cancelAll() }
      await Task.yield()
    }
  }
  return try board.values()
}

private final class Board<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value?]
    var open: Int
    var firstError: (any Error)?
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(values: Array(repeating: nil, count: count), open: count))
  }

  var open: Int { state.withLock { $0.open } }

  var hasFailed: Bool { state.withLock { $0.firstError != nil } }

  func ended(_ place: Int, _ result: Result<Value, any Error>) {
    state.withLock { state in
      state.open -= 1
      switch result {
      case .success(let value): state.values[place] = value
      case .failure(let error):
        if state.firstError == nil { state.firstError = error }
      }
    }
  }

  func values() throws -> [Value] {
    try state.withLock { state in
      if let error = state.firstError { throw error }
      return state.values.compactMap { $0 }
    }
  }
}

private func outcome<Value: Sendable>(
  of operation: @Sendable () async throws -> Value
) async -> Result<Value, any Error> {
  do {
    let value = try await operation()
    return .success(value)
  } catch {
    return .failure(error)
  }
}
