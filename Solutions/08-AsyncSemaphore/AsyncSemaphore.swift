import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private var line: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []

  /// Makes a semaphore with `permits` permits, all of them free.
  ///
  /// - Parameter permits: How many operations may run at the same time; at least 1.
  /// - Throws: `InvalidArgument` if `permits` is below 1.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    free = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  ///
  /// Those who wait are served in the order in which they came. The permit comes back however the
  /// operation ends.
  ///
  /// - Parameter operation: What needs the permit. It may wait for long, and it may throw.
  /// - Returns: What `operation` returned.
  /// - Throws: What `operation` threw; `CancellationError`, at once and without having run
  ///   `operation`, if the calling task is cancelled while it waits for its permit. A task that is
  ///   cancelled already and finds a permit free may be given either.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await takePermit()
    defer { givePermitBack() }
    return try await operation()
  }

  /// Nothing here lets another task onto the actor before the permit is taken or the line joined.
  private func takePermit() async throws {
    if free > 0 {
      free -= 1
      return
    }
    try Task.checkCancellation()
    let ticket = nextTicket
    nextTicket += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.append((ticket, $0)) }
    } onCancel: {
      Task { await leaveLine(ticket) }
    }
  }

  /// Does nothing if a permit was quicker.
  private func leaveLine(_ ticket: Int) {
    guard let place = line.firstIndex(where: { $0.ticket == ticket }) else { return }
    line.remove(at: place).continuation.resume(throwing: CancellationError())
  }

  /// Hands the permit to the first in line, so that it is never free while somebody waits.
  private func givePermitBack() {
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().continuation.resume()
    }
  }
}
