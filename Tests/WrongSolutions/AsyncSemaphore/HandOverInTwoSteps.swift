// Mistake: The first waiter is found in one withLock and removed in another: a cancel resumes it as well.
// Passes: nobody goes in between two steps of a task that have no await between them

import ExerciseKit
import Synchronization

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct State {
    var free: Int
    var lastTicket = 0
    var nextServed = 1
    var waiting: [Int: Waiter] = [:]
    /// Cancelled before they were in line.
    var cancelled: Set<Int> = []
  }

  private let state: Mutex<State>

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    state = Mutex(State(free: permits))
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await takePermit()
    defer { returnPermit() }
    return try await operation()
  }

  private func takePermit() async throws {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome = state.withLock { state -> Result<Void, any Error>? in
          if state.cancelled.contains(ticket) { return .failure(CancellationError()) }
          if state.free > 0 {
            state.free -= 1
            return .success(())
          }
          state.waiting[ticket] = continuation
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let left = state.withLock { state -> Waiter? in
        if let waiter = state.waiting.removeValue(forKey: ticket) { return waiter }
        state.cancelled.insert(ticket)
        return nil
      }
      left?.resume(throwing: CancellationError())
    }
  }

  private func returnPermit() {
    let first = state.withLock { state -> (ticket: Int, waiter: Waiter)? in
      while state.nextServed <= state.lastTicket {
        if let waiter = state.waiting[state.nextServed] { return (state.nextServed, waiter) }
        state.nextServed += 1
      }
      state.free += 1
      return nil
    }
    guard let first else { return }
    state.withLock { _ = $0.waiting.removeValue(forKey: first.ticket) }
    first.waiter.resume()
  }
}
