// Mistake: The values are read from a dictionary in its own order instead of by their keys.
// Diagnosis: orderLost

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values: [Int: Value] = [:]
    for try await (place, value) in group { values[place] = value }
    return Array(values.values)
  }
}
