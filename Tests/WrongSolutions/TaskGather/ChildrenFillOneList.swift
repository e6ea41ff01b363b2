// Mistake: The children put their values in a captured list, with nothing between them.
// Diagnosis: dataRace
// Line: group.addTask { values[place] = try await operation() }

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  // Each child has a place of its own, but all places are in one array.
  nonisolated(unsafe) var values = [Value?](repeating: nil, count: operations.count)
  try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { values[place] = try await operation() }
    }
    while try await group.next() != nil {}
  }
  return values.compactMap { $0 }
}
