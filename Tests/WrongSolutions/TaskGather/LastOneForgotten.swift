// Mistake: The loop that begins the operations ends one too early.
// Diagnosis: missedWork

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    var place = 0
    while place < operations.count - 1 {
      group.addTask { [place] in (place, try await operations[place]()) }
      place += 1
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
