// Mistake: Each async let is awaited in the line that follows it.
// Diagnosis: sequential

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  var values: [Value] = []
  for operation in operations {
    async let value = operation()
    values.append(try await value)
  }
  return values
}
