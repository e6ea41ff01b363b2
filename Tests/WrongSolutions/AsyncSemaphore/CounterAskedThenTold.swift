// Mistake: The counter is an actor of its own; it is asked, and in a second call told.
// Diagnosis: checkThenAct

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private let counter: Counter
  private var nextTicket = 0
  private var line: [Waiter] = []

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    counter = Counter(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await takePermit()
    let result: Result<Value, any Error>
    do {
      let value = try await operation()
      result = .success(value)
    } catch {
      result = .failure(error)
    }
    await givePermitBack()
    return try result.get()
  }

  private func takePermit() async throws {
    if await counter.hasFree {
      await counter.take()
    } else {
      try await waitInLine()
    }
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
    line.remove(at: place).continuation.resume(throwing: CancellationError())
  }

  private func givePermitBack() async {
    if line.isEmpty {
      await counter.give()
    } else {
      line.removeFirst().continuation.resume()
    }
  }
}

private struct Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
}

private actor Counter {
  private var free: Int

  init(free: Int) { self.free = free }

  var hasFree: Bool { free > 0 }

  func take() { free -= 1 }

  func give() { free += 1 }
}
