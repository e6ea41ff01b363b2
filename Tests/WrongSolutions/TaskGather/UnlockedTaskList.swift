// Mistake: Who fails reads the list of tasks while the caller still appends to it, without a lock.
// Diagnosis: dataRace

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

private final class Team: @unchecked Sendable {
  private var members: [Task<Void, Never>] = []

  func add(_ member: Task<Void, Never>) { members.append(member) }

  func cancel() {
    for member in members { member.cancel() }
  }

  func waitForAll() async {
    for member in members { await member.value }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let outcome = Outcome<Value>()
  let team = Team()

  for (place, operation) in operations.enumerated() {
    let task = Task {
      do {
        let value = try await operation()
        outcome.store(value, at: place)
      } catch {
        if outcome.note(error) { team.cancel() }
      }
    }
    team.add(task)
  }

  await withTaskCancellationHandler {
    await team.waitForAll()
  } onCancel: {
    team.cancel()
  }
  return try outcome.get(operations.count)
}
