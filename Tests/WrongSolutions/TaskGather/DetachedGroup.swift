// Mistake: The whole group is in a detached task, which a cancelled caller doesn't cancel.
// Diagnosis: ignoresCancellation

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await Task.detached {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for (place, operation) in operations.enumerated() {
        group.addTask { (place, try await operation()) }
      }
      var values = [Value?](repeating: nil, count: operations.count)
      for try await (place, value) in group { values[place] = value }
      return values.compactMap { $0 }
    }
  }.value
}
