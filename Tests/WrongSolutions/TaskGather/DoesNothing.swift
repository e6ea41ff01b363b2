// Mistake: It does nothing that the task asks for.
// Diagnosis: missedWork
// Earns: at most 20%

import ExerciseKit

/// Runs no operation.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  []
}
