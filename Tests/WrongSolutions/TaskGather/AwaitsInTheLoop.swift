// Mistake: Each operation is awaited before the next one is begun.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  var values: [Value] = []
  for operation in operations {
    values.append(try await operation())
  }
  return values
}
