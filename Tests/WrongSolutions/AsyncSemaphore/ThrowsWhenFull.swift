// Mistake: Who comes when all permits are taken is sent away instead of waiting.
// Diagnosis: missedWork

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int

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
    guard free > 0 else { throw SemaphoreIsFull() }
    free -= 1
    defer { free += 1 }
    return try await operation()
  }
}

private struct SemaphoreIsFull: Error {}
