import ExerciseKit
import Synchronization

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// A state machine under a Mutex: each continuation is taken out in one critical section and
/// resumed outside of it, and an early cancellation is remembered.
public actor AsyncSemaphore {
  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct State {
    var free: Int
    var newest = 0
    var oldest = 1
    var waiting: [Int: Waiter] = [:]
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
    try await acquire()
    defer { release() }
    return try await operation()
  }

  private func acquire() async throws {
    let number = state.withLock { state in
      state.newest += 1
      return state.newest
    }
    defer { state.withLock { _ = $0.cancelled.remove(number) } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: Waiter) in
        let outcome = state.withLock { state -> Result<Void, any Error>? in
          if state.cancelled.contains(number) { return .failure(CancellationError()) }
          if state.free > 0 {
            state.free -= 1
            return .success(())
          }
          state.waiting[number] = continuation
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        if let waiter = state.waiting.removeValue(forKey: number) { return waiter }
        state.cancelled.insert(number)
        return nil
      }
      waiter?.resume(throwing: CancellationError())
    }
  }

  private func release() {
    let waiter = state.withLock { state -> Waiter? in
      while state.oldest <= state.newest {
        let waiter = state.waiting.removeValue(forKey: state.oldest)
        state.oldest += 1
        if let waiter { return waiter }
      }
      state.free += 1
      return nil
    }
    waiter?.resume()
  }
}
