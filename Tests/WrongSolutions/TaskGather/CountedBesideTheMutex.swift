// Mistake: The values are behind a mutex; how many have ended is counted beside it.
// Diagnosis: dataRace
// Line: ended += 1
// Line: guard ended == total else { return }
// Line: if ended == total { tell() }

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  guard !operations.isEmpty else { return [] }
  let crew = Crew<Value>(total: operations.count)
  return try await withThrowingTaskGroup(of: [Value]?.self) { group in
    group.addTask { await crew.all() }
    for (place, operation) in operations.enumerated() {
      group.addTask {
        crew.end(try await operation(), at: place)
        return nil
      }
    }
    var all: [Value] = []
    do {
      for try await values in group { all = values ?? all }
    } catch {
      crew.giveUp()
      group.cancelAll()
      throw error
    }
    return all
  }
}

private final class Crew<Value: Sendable>: @unchecked Sendable {
  private struct State {
    var values: [Int: Value] = [:]
    var waiter: CheckedContinuation<[Value], Never>?
  }

  private let state = Mutex(State())
  private let total: Int
  private var ended = 0

  init(total: Int) { self.total = total }

  func all() async -> [Value] {
    await withCheckedContinuation { next in
      state.withLock { $0.waiter = next }
      if ended == total { tell() }
    }
  }

  func end(_ value: Value, at place: Int) {
    state.withLock { $0.values[place] = value }
    ended += 1
    guard ended == total else { return }
    tell()
  }

  func giveUp() { tell() }

  private func tell() {
    let (waiter, values) = state.withLock { ($0.waiter.take(), $0.values) }
    waiter?.resume(returning: (0..<total).compactMap { values[$0] })
  }
}
