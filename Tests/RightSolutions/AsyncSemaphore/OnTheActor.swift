import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// All state is the actor's and is never used across an await; onCancel hops to the actor, and
/// whoever removes a continuation resumes it.
public actor AsyncSemaphore {
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var lastTicket = 0
  private var firstTicket = 1

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
      try await stand()
    }
    defer { giveBack() }
    return try await operation()
  }

  private func stand() async throws {
    try Task.checkCancellation()
    lastTicket += 1
    let ticket = lastTicket
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting[ticket] = $0 }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    waiting.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
  }

  private func giveBack() {
    while firstTicket <= lastTicket {
      defer { firstTicket += 1 }
      if let next = waiting.removeValue(forKey: firstTicket) { return next.resume() }
    }
    free += 1
  }
}
