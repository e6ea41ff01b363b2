// Mistake: An operation that fails is taken for something that can't happen.
// Diagnosis: crashed
// Line: fatalError("an operation failed: \(error)")

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    while let result = await group.nextResult() {
      switch result {
      case .success(let (place, value)): values[place] = value
      case .failure(let error):
        fatalError("an operation failed: \(error)")
      }
    }
    return values.compactMap { $0 }
  }
}
