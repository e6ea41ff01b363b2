// Mistake: It limits nothing: every task gets in at once.
// Diagnosis: unbounded
// Earns: at most 20%

import ExerciseKit

/// Lets everybody in at once.
public actor AsyncSemaphore {
  /// Makes a semaphore with so many permits.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
  }

  /// Runs an operation at once.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await operation()
  }
}
