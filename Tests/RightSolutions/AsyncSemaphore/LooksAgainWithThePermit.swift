import ExerciseKit

/// Looks for a cancellation once more when it has the permit, and throws with the permit given back.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private var line: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []

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
    try Task.checkCancellation()
    if free > 0 { free -= 1 } else { try await waitInLine() }
    do {
      try Task.checkCancellation()
      let value = try await operation()
      handOver()
      return value
    } catch {
      handOver()
      throw error
    }
  }

  private func waitInLine() async throws {
    nextTicket += 1
    let ticket = nextTicket
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.append((ticket, $0)) }
    } onCancel: {
      Task.detached { await self.cancel(ticket) }
    }
  }

  private func cancel(_ ticket: Int) {
    line.filter { $0.ticket == ticket }
      .forEach { $0.continuation.resume(throwing: CancellationError()) }
    line.removeAll { $0.ticket == ticket }
  }

  private func handOver() {
    guard !line.isEmpty else {
      free += 1
      return
    }
    let next = line.removeFirst()
    next.continuation.resume()
  }
}
