// Mistake: The loop waits for one value more than there are operations, and never ends.
// Diagnosis: timedOut

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    var ended = 0
    while ended <= operations.count {
      guard let (place, value) = try await group.next() else { continue }
      values[place] = value
      ended += 1
    }
    return values.compactMap { $0 }
  }
}
