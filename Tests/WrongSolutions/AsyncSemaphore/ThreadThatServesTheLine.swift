// Mistake: A thread is started to serve the line, and it never ends.
// Diagnosis: leaksThreads

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private let desk: Desk

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    let desk = Desk(free: permits)
    self.desk = desk
    _ = spawn { desk.serve() }
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await desk.take()
    defer { desk.give() }
    return try await operation()
  }
}

private final class Desk: Sendable {
  private let lock = Lock()
  private let news = CountingSemaphore(value: 0)
  private let free: Shared<Int>
  private let nextTicket = Shared(0)
  private let line = Shared<[Waiter]>([])

  init(free: Int) { self.free = Shared(free) }

  /// What the thread does, for ever.
  func serve() {
    while true {
      news.wait()
      let served = lock.withLock {
        let served = line.value.prefix(free.value)
        line.value.removeFirst(served.count)
        free.value -= served.count
        return served
      }
      // Outside the lock, which a cancellation takes as well.
      for waiter in served { waiter.continuation.resume() }
    }
  }

  func take(isolation: isolated (any Actor)? = #isolation) async throws {
    let ticket = lock.withLock {
      nextTicket.value += 1
      return nextTicket.value
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { join(Waiter(ticket: ticket, continuation: $0)) }
    } onCancel: {
      leave(ticket)
    }
  }

  func give() {
    lock.withLock { free.value += 1 }
    news.signal()
  }

  private func join(_ waiter: Waiter) {
    let isCancelled = lock.withLock {
      let isCancelled = Task.isCancelled
      if !isCancelled { line.value.append(waiter) }
      return isCancelled
    }
    if isCancelled { waiter.continuation.resume(throwing: CancellationError()) }
    news.signal()
  }

  private func leave(_ ticket: Int) {
    let waiter = lock.withLock {
      line.value.firstIndex(where: { $0.ticket == ticket }).map { line.value.remove(at: $0) }
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }
}

private struct Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
}
