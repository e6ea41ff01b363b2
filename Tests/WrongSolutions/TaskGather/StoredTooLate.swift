// Mistake: The tasks begin before the continuation is stored; if all end by then, nobody resumes it.
// Passes: nobody goes in between two steps of a task that have no await between them

import ExerciseKit
import Synchronization

private final class Outcome<Value: Sendable>: Sendable {
  private struct State: Sendable {
    var values: [Int: Value] = [:]
    var error: (any Error)?
  }
  private let state = Mutex(State())

  func store(_ value: Value, at place: Int) { state.withLock { $0.values[place] = value } }

  /// Whether it is the first error.
  func note(_ error: any Error) -> Bool {
    state.withLock { state in
      if state.error != nil { return false }
      state.error = error
      return true
    }
  }

  func get(_ count: Int) throws -> [Value] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return (0..<count).compactMap { state.values[$0] }
    }
  }
}

private final class Countdown: Sendable {
  private struct State {
    var remaining: Int
    var waiting: CheckedContinuation<Void, Never>?
  }
  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(remaining: count)) }

  func oneEnded() {
    let waiting = state.withLock { state in
      state.remaining -= 1
      return state.remaining == 0 ? state.waiting : nil
    }
    waiting?.resume()
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      state.withLock { $0.waiting = continuation }
    }
  }
}

private final class Team: Sendable {
  private let state = Mutex<(tasks: [Task<Void, Never>], isCancelled: Bool)>(([], false))

  func add(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.tasks.append(task)
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return state.tasks
    }
    for task in tasks { task.cancel() }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.isEmpty { return [] }
  let outcome = Outcome<Value>()
  let countdown = Countdown(operations.count)
  let team = Team()

  for (place, operation) in operations.enumerated() {
    team.add(
      Task {
        do {
          let value = try await operation()
          outcome.store(value, at: place)
        } catch {
          if outcome.note(error) { team.cancel() }
        }
        countdown.oneEnded()
      })
  }
  await withTaskCancellationHandler {
    await countdown.wait()
  } onCancel: {
    team.cancel()
  }

  return try outcome.get(operations.count)
}
