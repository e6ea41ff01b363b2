// Mistake: Who waits for a permit blocks a thread of the pool.
// Diagnosis: blocksPool
// Line: private nonisolated func block() { permits.wait() }
// Line: private nonisolated func takePermit() async { block() }

import Dispatch
import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private let permits: DispatchSemaphore

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    self.permits = DispatchSemaphore(value: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    await takePermit()
    defer { permits.signal() }
    return try await operation()
  }

  /// Not on the actor, so that others can give back meanwhile.
  private nonisolated func takePermit() async { block() }

  private nonisolated func block() { permits.wait() }
}
