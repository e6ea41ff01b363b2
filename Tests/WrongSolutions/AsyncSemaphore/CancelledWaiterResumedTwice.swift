// Mistake: Who was cancelled stays in the line and is resumed again when its turn comes.
// Diagnosis: resumedTwice
// Line: line.removeFirst().continuation.resume()

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
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
    try await takePermit()
    defer { givePermitBack() }
    return try await operation()
  }

  private func takePermit() async throws {
    if free > 0 {
      free -= 1
      return
    }
    try await waitInLine()
  }

  private func waitInLine() async throws {
    try Task.checkCancellation()
    let ticket = nextTicket
    nextTicket += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        line.append(Waiter(ticket: ticket, continuation: continuation))
      }
    } onCancel: {
      Task { await leaveLine(ticket) }
    }
  }

  private func leaveLine(_ ticket: Int) {
    guard let place = line.firstIndex(where: { $0.ticket == ticket }) else { return }
    line[place].continuation.resume(throwing: CancellationError())
  }

  private func givePermitBack() {
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().continuation.resume()
    }
  }
}

private struct Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
}
