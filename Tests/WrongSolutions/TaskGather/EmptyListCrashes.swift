// Mistake: The range of the places ends before it begins when there are no operations.
// Diagnosis: crashed
// Line: for place in 0...operations.count - 1 {

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for place in 0...operations.count - 1 {
      group.addTask { (place, try await operations[place]()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
