import ExerciseKit
import Synchronization

private final class Waiter: @unchecked Sendable {
  // 0: not in line yet, 1: waits, 2: has its permit, 3: cancelled.
  private let outcome = Atomic(0)
  // Written before the exchange to 1 (release), read after an exchange from 1 (acquire).
  private var continuation: CheckedContinuation<Void, any Error>?

  /// Called once; false if it was cancelled before.
  func wait(_ continuation: CheckedContinuation<Void, any Error>) -> Bool {
    self.continuation = continuation
    return outcome.compareExchange(
      expected: 0, desired: 1, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// False if it was cancelled before; then the permit is for somebody else.
  func receivePermit() -> Bool {
    guard
      outcome.compareExchange(expected: 1, desired: 2, ordering: .acquiringAndReleasing).exchanged
    else { return false }
    continuation?.resume()
    return true
  }

  func cancel() {
    let before = outcome.compareExchange(
      expected: 0, desired: 3, ordering: .acquiringAndReleasing)
    if before.exchanged { return }
    let waited = outcome.compareExchange(
      expected: 1, desired: 3, ordering: .acquiringAndReleasing)
    if waited.exchanged { continuation?.resume(throwing: CancellationError()) }
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// Each waiter has an atomic state; whoever exchanges it from waiting to its own outcome, the
/// permit or the cancellation, is the only one to resume.
public actor AsyncSemaphore {
  private var free: Int
  private var line: [Waiter] = []
  private var gone = 0

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
    if free > 0 {
      free -= 1
    } else {
      let waiter = Waiter()
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          if waiter.wait(continuation) {
            line.append(waiter)
          } else {
            continuation.resume(throwing: CancellationError())
          }
        }
      } onCancel: {
        waiter.cancel()
      }
    }
    defer { giveBack() }
    return try await operation()
  }

  private func giveBack() {
    while gone < line.count {
      let waiter = line[gone]
      gone += 1
      if gone > 1000 && gone > line.count / 2 {
        line.removeFirst(gone)
        gone = 0
      }
      if waiter.receivePermit() { return }
    }
    line.removeAll()
    gone = 0
    free += 1
  }
}
