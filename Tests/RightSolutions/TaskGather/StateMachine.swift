import ExerciseKit
import Synchronization

private final class Gathering<Value: Sendable>: Sendable {
  struct State: Sendable {
    var values: [Int: Value] = [:]
    var remaining: Int
    var error: (any Error)?
    var tasks: [Task<Void, Never>] = []
    var isCancelled = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(remaining: count)) }

  func start(
    _ operations: [@Sendable () async throws -> Value],
    _ continuation: CheckedContinuation<Void, Never>
  ) {
    let toCancel = state.withLock { state -> [Task<Void, Never>] in
      state.waiting = continuation
      for (place, operation) in operations.enumerated() {
        state.tasks.append(Task { await self.run(operation, place) })
      }
      return state.isCancelled || state.error != nil ? state.tasks : []
    }
    for task in toCancel { task.cancel() }
  }

  private func run(_ operation: @Sendable () async throws -> Value, _ place: Int) async {
    do {
      let value = try await operation()
      state.withLock { $0.values[place] = value }
    } catch {
      let others = state.withLock { state -> [Task<Void, Never>] in
        guard state.error == nil else { return [] }
        state.error = error
        return state.tasks
      }
      for task in others { task.cancel() }
    }
    let toResume = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.remaining -= 1
      guard state.remaining == 0 else { return nil }
      defer { state.waiting = nil }
      return state.waiting
    }
    toResume?.resume()
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return state.tasks
    }
    for task in tasks { task.cancel() }
  }

  func result(_ count: Int) throws -> [Value] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return (0..<count).compactMap { state.values[$0] }
    }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
///
/// Who is the last is decided in one critical section, which takes the continuation out; it is
/// resumed once, and outside of the lock.
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
