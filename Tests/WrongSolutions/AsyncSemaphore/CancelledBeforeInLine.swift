// Mistake: A cancel after the check, but before the waiter is in line, finds nobody and is forgotten.
// Passes: nobody goes in between two steps of a task that have no await between them

import ExerciseKit
import Foundation

private final class Line: @unchecked Sendable {
  private let lock = NSLock()
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var lastTicket = 0
  private var firstTicket = 1

  init(free: Int) { self.free = free }

  func makeTicket() -> Int {
    lock.withLock {
      lastTicket += 1
      return lastTicket
    }
  }

  func enter(_ ticket: Int, _ continuation: CheckedContinuation<Void, any Error>) {
    let isFree = lock.withLock {
      if free > 0 {
        free -= 1
        return true
      }
      waiting[ticket] = continuation
      return false
    }
    if isFree { continuation.resume() }
  }

  func cancel(_ ticket: Int) {
    let continuation = lock.withLock { waiting.removeValue(forKey: ticket) }
    continuation?.resume(throwing: CancellationError())
  }

  func leave() {
    let next = lock.withLock { () -> CheckedContinuation<Void, any Error>? in
      while firstTicket <= lastTicket {
        defer { firstTicket += 1 }
        if let next = waiting.removeValue(forKey: firstTicket) { return next }
      }
      free += 1
      return nil
    }
    next?.resume()
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private let line: Line

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    line = Line(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    let ticket = line.makeTicket()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.enter(ticket, $0) }
    } onCancel: {
      line.cancel(ticket)
    }
    defer { line.leave() }
    return try await operation()
  }
}
