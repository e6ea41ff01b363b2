// Mistake: What fails is left out of the list, and no error is thrown.
// Diagnosis: errorSwallowed

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  await withTaskGroup(of: (Int, Value?).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try? await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for await (place, value) in group {
      values[place] = value
      if value == nil { group.cancelAll() }
    }
    return values.compactMap { $0 }
  }
}
