// Mistake: Each child waits for a task of its own making, which its cancellation doesn't reach.
// Diagnosis: ignoresCancellation

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await Task { try await operation() }.value) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
