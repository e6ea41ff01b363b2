// Mistake: The values are in the order in which the operations ended.
// Diagnosis: orderLost

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    for operation in operations {
      group.addTask { try await operation() }
    }
    var values: [Value] = []
    for try await value in group { values.append(value) }
    return values
  }
}
