// Mistake: The tasks are made by a lazy map, so each begins when its turn to be awaited comes.
// Diagnosis: sequential

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let tasks = operations.lazy.map { operation in Task { try await operation() } }
  var values: [Value] = []
  for task in tasks {
    let value = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    values.append(value)
  }
  return values
}
