// Mistake: The cancellation handler notes in the waiter itself that it is gone, beside the actor.
// Passes: what a cancellation handler does isn't looked at when it is called from outside of the tasks

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var line: [Waiter] = []

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    free = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await take()
    defer { giveBack() }
    return try await operation()
  }

  private func take() async throws {
    if free > 0 {
      free -= 1
      return
    }
    try Task.checkCancellation()
    let waiter = Waiter()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        waiter.continuation = $0
        line.append(waiter)
      }
    } onCancel: {
      waiter.isGone = true
      Task { await self.sendHome(waiter) }
    }
  }

  private func sendHome(_ waiter: Waiter) {
    line.removeAll { $0 === waiter }
    waiter.continuation.take()?.resume(throwing: CancellationError())
  }

  private func giveBack() {
    // Whoever is gone needn't be served.
    let gone = line.filter(\.isGone)
    line.removeAll { $0.isGone }
    for waiter in gone { waiter.continuation.take()?.resume(throwing: CancellationError()) }
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().continuation.take()?.resume()
    }
  }
}

private final class Waiter: @unchecked Sendable {
  var continuation: CheckedContinuation<Void, any Error>?
  var isGone = false
}
