// Mistake: The operations run in batches of eight, and each batch waits for the one before.
// Diagnosis: underParallel

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  var values: [Value] = []
  for start in stride(from: 0, to: operations.count, by: 8) {
    let end = min(start + 8, operations.count)
    values += try await runAll(Array(operations[start..<end]))
  }
  return values
}

private func runAll<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
