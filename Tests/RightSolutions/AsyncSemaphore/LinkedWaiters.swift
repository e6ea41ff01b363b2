import ExerciseKit

/// Links the waiters to each other; joining, leaving and serving take the same time in any line.
public actor AsyncSemaphore {
  private var free: Int
  private var first: Waiter?
  private var last: Waiter?
  private var lastTicket = 0
  private var waiters: [Int: Waiter] = [:]

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
    guard free == 0 else { return free -= 1 }
    try Task.checkCancellation()
    lastTicket += 1
    let ticket = lastTicket
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        join(Waiter(ticket: ticket, continuation: continuation))
      }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
  }

  private func join(_ waiter: Waiter) {
    waiters[waiter.ticket] = waiter
    waiter.previous = last
    last?.next = waiter
    last = waiter
    if first == nil { first = waiter }
  }

  private func unlink(_ waiter: Waiter) {
    waiters[waiter.ticket] = nil
    if let previous = waiter.previous { previous.next = waiter.next } else { first = waiter.next }
    if let next = waiter.next { next.previous = waiter.previous } else { last = waiter.previous }
    waiter.next = nil
  }

  private func leave(_ ticket: Int) {
    guard let waiter = waiters[ticket] else { return }
    unlink(waiter)
    waiter.continuation.resume(throwing: CancellationError())
  }

  private func givePermitBack() {
    guard let next = first else {
      free += 1
      return
    }
    unlink(next)
    next.continuation.resume()
  }
}

private final class Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
  var next: Waiter?
  weak var previous: Waiter?

  init(ticket: Int, continuation: CheckedContinuation<Void, any Error>) {
    self.ticket = ticket
    self.continuation = continuation
  }
}
