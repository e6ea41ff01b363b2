// Mistake: A permit that is handed to one who has just been cancelled is given back twice.
// Diagnosis: checkThenAct

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private var bench: [(ticket: Int, sleeper: CheckedContinuation<Void, any Error>)] = []
  private var granted: Set<Int> = []  // woken with a permit, but not here yet
  private var revoked: Set<Int> = []  // and then cancelled before they were here

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
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { bench.append((ticket, $0)) }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
    granted.remove(ticket)
    if revoked.remove(ticket) != nil {
      go()  // it wasn't used
      throw CancellationError()
    }
  }

  private func leave(_ ticket: Int) {
    if let place = bench.firstIndex(where: { $0.ticket == ticket }) {
      bench.remove(at: place).sleeper.resume(throwing: CancellationError())
    } else if granted.remove(ticket) != nil {
      revoked.insert(ticket)
      go()  // who is next gets it
    }
  }

  private func go() {
    if bench.isEmpty {
      free += 1
    } else {
      let next = bench.removeFirst()
      granted.insert(next.ticket)
      next.sleeper.resume()
    }
  }
}
