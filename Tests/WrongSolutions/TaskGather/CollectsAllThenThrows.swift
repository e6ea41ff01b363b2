// Mistake: The loop keeps the first error until all have ended, and cancels nobody.
// Diagnosis: ignoresCancellation

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
    var failure: (any Error)?
    while let result = await group.nextResult() {
      switch result {
      case .success(let (place, value)): values[place] = value
      case .failure(let error):
        if failure == nil { failure = error }
      }
    }
    if let failure { throw failure }
    return values.compactMap { $0 }
  }
}
