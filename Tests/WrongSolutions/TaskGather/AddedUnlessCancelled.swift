// Mistake: A caller that is cancelled already gets nothing begun, and an empty list.
// Diagnosis: missedWork

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      _ = group.addTaskUnlessCancelled { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
