// Mistake: An operation that failed is begun a second time.
// Diagnosis: repeatedWork

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await twice(operation)) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}

private func twice<Value: Sendable>(
  _ operation: @Sendable () async throws -> Value
) async throws -> Value {
  do {
    return try await operation()
  } catch  where !Task.isCancelled {
    return try await operation()
  }
}
