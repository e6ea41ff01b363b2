// Mistake: onCancel touches the line of waiters itself, beside the actor that it belongs to.
// Passes: what a cancellation handler does isn't looked at when it is called from outside of the tasks

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var lastTicket = 0
  private var oldestTicket = 1
  nonisolated(unsafe) private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  nonisolated(unsafe) private var cancelledEarly: Set<Int> = []

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
    if free > 0 {
      free -= 1
    } else {
      try await wait()
    }
    defer { handOver() }
    return try await operation()
  }

  private func wait() async throws {
    lastTicket += 1
    let ticket = lastTicket
    defer { cancelledEarly.remove(ticket) }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        if cancelledEarly.contains(ticket) {
          continuation.resume(throwing: CancellationError())
        } else {
          waiting[ticket] = continuation
        }
      }
    } onCancel: {
      if let continuation = waiting.removeValue(forKey: ticket) {
        continuation.resume(throwing: CancellationError())
      } else {
        cancelledEarly.insert(ticket)
      }
    }
  }

  private func handOver() {
    while oldestTicket <= lastTicket {
      defer { oldestTicket += 1 }
      if let continuation = waiting.removeValue(forKey: oldestTicket) {
        continuation.resume()
        return
      }
    }
    free += 1
  }
}
