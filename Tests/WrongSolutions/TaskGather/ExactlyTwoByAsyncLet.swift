// Mistake: Two operations are awaited in order, so a failure of the second waits for the first.
// Diagnosis: ignoresCancellation

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.count == 2 {  // a group would be too much for two
    async let first = operations[0]()
    async let second = operations[1]()
    return try await [first, second]
  }
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
