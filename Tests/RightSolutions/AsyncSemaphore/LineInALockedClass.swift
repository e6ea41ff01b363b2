import ExerciseKit
import Foundation

/// The line is in a class that isn't safe by itself, and a lock that all hold who use it.
public actor AsyncSemaphore {
  private nonisolated let desk: Desk

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    desk = Desk(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public nonisolated func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    let waiter = Waiter()
    await withTaskCancellationHandler {
      await withCheckedContinuation { desk.come(waiter, $0) }
    } onCancel: {
      desk.leave(waiter)
    }
    // Written before the continuation was resumed.
    guard waiter.isServed else { throw CancellationError() }
    defer { desk.giveBack() }
    return try await operation()
  }
}

private final class Waiter: @unchecked Sendable {
  var continuation: CheckedContinuation<Void, Never>?
  var isServed = false
  var isGone = false
}

/// All of it, and what is in the waiters, is used under the lock, or handed over by a continuation.
private final class Desk: @unchecked Sendable {
  private let lock = NSLock()
  private var free: Int
  private var line: [Waiter] = []

  init(free: Int) { self.free = free }

  func come(_ waiter: Waiter, _ continuation: CheckedContinuation<Void, Never>) {
    let waits = lock.withLock {
      if waiter.isGone { return false }
      if free > 0 {
        free -= 1
        waiter.isServed = true
        return false
      }
      waiter.continuation = continuation
      line.append(waiter)
      return true
    }
    if !waits { continuation.resume() }
  }

  func leave(_ waiter: Waiter) {
    let continuation = lock.withLock {
      waiter.isGone = true
      line.removeAll { $0 === waiter }
      return waiter.isServed ? nil : waiter.continuation.take()
    }
    continuation?.resume()
  }

  func giveBack() {
    let continuation = lock.withLock {
      if line.isEmpty {
        free += 1
        return nil as CheckedContinuation<Void, Never>?
      }
      let next = line.removeFirst()
      next.isServed = true
      return next.continuation.take()
    }
    continuation?.resume()
  }
}
