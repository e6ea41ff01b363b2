import ExerciseKit
import Synchronization

// The kitchen of one party. Its bell rings once: at the first failure, or when the last dish is out.
private final class Kitchen<Dish: Sendable>: Sendable {
  private enum Bell {
    case silent
    case heard(by: CheckedContinuation<Void, Never>)
    case rung
  }

  private struct State {
    var dishes: [Dish?]
    var missing: Int
    var spoiled: (any Error)?
    var bell = Bell.silent

    /// Rings, unless it has rung before; returns whoever has to be woken for it.
    mutating func ring() -> CheckedContinuation<Void, Never>? {
      defer { bell = .rung }
      if case .heard(let waiter) = bell { return waiter }
      return nil
    }
  }

  private let state: Mutex<State>

  init(tables: Int) {
    state = Mutex(State(dishes: Array(repeating: nil, count: tables), missing: tables))
  }

  func serve(_ dish: Dish, at table: Int) {
    let waiter = state.withLock { state in
      state.dishes[table] = dish
      state.missing -= 1
      return state.missing == 0 ? state.ring() : nil
    }
    waiter?.resume()
  }

  func spoil(_ error: any Error) {
    let waiter = state.withLock { state in
      state.missing -= 1
      if state.spoiled == nil { state.spoiled = error }
      return state.ring()
    }
    waiter?.resume()
  }

  func waitForBell() async {
    await withCheckedContinuation { waiter in
      let isLate = state.withLock { state in
        if case .rung = state.bell { return true }
        state.bell = .heard(by: waiter)
        return false
      }
      if isLate { waiter.resume() }
    }
  }

  func bill() throws -> [Dish] {
    try state.withLock { state in
      if let error = state.spoiled { throw error }
      return state.dishes.compactMap { $0 }
    }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.isEmpty { return [] }
  let kitchen = Kitchen<Value>(tables: operations.count)

  await withTaskGroup(of: Void.self) { party in
    for (table, operation) in operations.enumerated() {
      party.addTask {
        do {
          kitchen.serve(try await operation(), at: table)
        } catch {
          kitchen.spoil(error)
        }
      }
    }
    await kitchen.waitForBell()
    party.cancelAll()  // after a failure; otherwise nobody is left who could notice
  }  // nobody leaves before the last one is ready
  return try kitchen.bill()
}
