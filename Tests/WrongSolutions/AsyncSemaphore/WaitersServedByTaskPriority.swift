// Mistake: Among those who wait, the one with the highest task priority is served first.
// Diagnosis: orderLost

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket: Int = 0
  private var bench:
    [(ticket: Int, priority: TaskPriority, sleeper: CheckedContinuation<Void, any Error>)] = []

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
    try await come()
    defer { go() }
    return try await operation()
  }

  private func come() async throws {
    if free > 0 {
      free -= 1
      return
    }
    let ticket = nextTicket
    nextTicket += 1
    let priority = Task.currentPriority
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { bench.append((ticket, priority, $0)) }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    guard let place = bench.firstIndex(where: { $0.ticket == ticket }) else { return }
    bench.remove(at: place).sleeper.resume(throwing: CancellationError())
  }

  private func go() {
    guard let highest = bench.map(\.priority).max(),
      let place = bench.firstIndex(where: { $0.priority == highest })
    else {
      free += 1
      return
    }
    bench.remove(at: place).sleeper.resume()
  }
}
