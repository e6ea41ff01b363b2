// Mistake: Who waits sleeps on a condition, and a thread of the pool sleeps with it.
// Diagnosis: blocksPool
// Line: while free.value == 0 || line.value.first != ticket { changed.wait() }
// Line: private nonisolated func takePermit(ticket: Int) async { desk.take(ticket) }

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private let desk: Desk

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    desk = Desk(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    await takePermit(ticket: desk.drawTicket())
    defer { desk.give() }
    return try await operation()
  }

  /// Not on the actor, so that others can give back meanwhile.
  private nonisolated func takePermit(ticket: Int) async { desk.take(ticket) }
}

private final class Desk: Sendable {
  private let changed = Condition()
  private let free: Shared<Int>
  private let nextTicket = Shared(0)
  private let line = Shared<[Int]>([])

  init(free: Int) { self.free = Shared(free) }

  func drawTicket() -> Int {
    changed.withLock {
      let ticket = nextTicket.value
      nextTicket.value += 1
      line.value.append(ticket)
      return ticket
    }
  }

  func take(_ ticket: Int) {
    changed.withLock {
      while free.value == 0 || line.value.first != ticket { changed.wait() }
      line.value.removeFirst()
      free.value -= 1
      changed.broadcast()
    }
  }

  func give() {
    changed.withLock {
      free.value += 1
      changed.broadcast()
    }
  }
}
