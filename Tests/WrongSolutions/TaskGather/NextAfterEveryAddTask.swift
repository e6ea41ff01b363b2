// Mistake: The group is asked for a value right after each child that is added.
// Diagnosis: sequential

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    var values: [Value] = []
    for operation in operations {
      group.addTask { try await operation() }
      if let value = try await group.next() { values.append(value) }
    }
    return values
  }
}
