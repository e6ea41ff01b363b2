// Mistake: Who gives a permit back resumes the next under the lock that a cancellation handler takes as well.
// Diagnosis: deadlock

import ExerciseKit
import Synchronization

/// Keeps the line in a mutex, so that a cancellation takes effect without a visit to the actor.
public actor AsyncSemaphore {
  private let queue: PermitQueue

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    queue = PermitQueue(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await takePermit()
    defer { queue.release() }
    return try await operation()
  }

  private func takePermit() async throws {
    let waiter = Waiter()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { queue.join(waiter, $0) }
    } onCancel: {
      queue.leave(waiter)
    }
  }
}

private final class Waiter: Sendable {}

private final class PermitQueue: Sendable {
  private struct State {
    var free: Int
    var line: [(waiter: Waiter, continuation: CheckedContinuation<Void, any Error>)] = []
  }

  private let state: Mutex<State>

  init(free: Int) { state = Mutex(State(free: free)) }

  /// Looks at the cancellation under the lock: `leave` may have come already and found nobody.
  func join(_ waiter: Waiter, _ continuation: CheckedContinuation<Void, any Error>) {
    let answer: Result<Void, any Error>? = state.withLock { state in
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.free > 0 {
        state.free -= 1
        return .success(())
      }
      state.line.append((waiter, continuation))
      return nil
    }
    if let answer { continuation.resume(with: answer) }
  }

  func leave(_ waiter: Waiter) {
    let continuation = state.withLock { state in
      state.line.firstIndex { $0.waiter === waiter }
        .map { state.line.remove(at: $0).continuation }
    }
    continuation?.resume(throwing: CancellationError())
  }

  func release() {
    state.withLock { state in
      if state.line.isEmpty {
        state.free += 1
      } else {
        state.line.removeFirst().continuation.resume()
      }
    }
  }
}
