// Mistake: A cancellation from before the waiting finds nobody in the line and is forgotten.
// Diagnosis: ignoresCancellation

import ExerciseKit
import Synchronization

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private let line = Mutex<[Waiter]>([])

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
    let ticket = nextTicket
    nextTicket += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        line.withLock { $0.append(Waiter(ticket: ticket, continuation: continuation)) }
      }
    } onCancel: {
      leaveLine(ticket)
    }
  }

  private nonisolated func leaveLine(_ ticket: Int) {
    let waiter = line.withLock { line in
      line.firstIndex(where: { $0.ticket == ticket }).map { line.remove(at: $0) }
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  private func givePermitBack() {
    if let next = line.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      next.continuation.resume()
    } else {
      free += 1
    }
  }
}

private struct Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
}
