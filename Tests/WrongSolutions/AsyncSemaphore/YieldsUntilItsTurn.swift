// Mistake: Who waits asks again and again, with a yield in between.
// Diagnosis: busyWait

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private var line: [Int] = []

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
    let ticket = nextTicket
    nextTicket += 1
    line.append(ticket)
    defer { line.removeAll { $0 == ticket } }
    while free == 0 || line.first != ticket {
      try Task.checkCancellation()
      await Task.yield()
    }
    free -= 1
  }

  private func givePermitBack() { free += 1 }
}
