// Mistake: The error is put into another one, so the caller doesn't get what was thrown.
// Diagnosis: errorSwallowed

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        do {
          let value = try await operation()
          return (place, value)
        } catch {
          throw OperationFailed(place: place, cause: error)
        }
      }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}

private struct OperationFailed: Error {
  let place: Int
  let cause: any Error
}
