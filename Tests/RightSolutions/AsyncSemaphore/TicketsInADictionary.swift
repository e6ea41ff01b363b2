import ExerciseKit

/// Finds every waiter by its ticket; the line is the row of numbers, so nothing is searched.
public actor AsyncSemaphore {
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var nextTicket = 0
  private var nextServed = 0

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
      try await waitInLine()
    }
    defer { passOn() }
    return try await operation()
  }

  private func waitInLine() async throws {
    try Task.checkCancellation()
    let ticket = nextTicket
    nextTicket += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting[ticket] = $0 }
    } onCancel: {
      Task { await leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    waiting.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
  }

  private func passOn() {
    while nextServed < nextTicket {
      defer { nextServed += 1 }
      if let next = waiting.removeValue(forKey: nextServed) { return next.resume() }
    }
    free += 1
  }
}
