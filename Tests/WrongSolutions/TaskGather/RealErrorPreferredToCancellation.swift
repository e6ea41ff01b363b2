// Mistake: An error that comes later takes the place of a `CancellationError` that came first.
// Diagnosis: errorSwallowed

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  var values = [Value?](repeating: nil, count: operations.count)
  var failure: (any Error)?
  await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        do {
          let value = try await operation()
          return (place, .success(value))
        } catch {
          return (place, .failure(error))
        }
      }
    }
    for await (place, result) in group {
      switch result {
      case .success(let value):
        values[place] = value
      case .failure(let error):
        if failure == nil {
          failure = error
          group.cancelAll()
        } else if failure is CancellationError, !(error is CancellationError) {
          failure = error  // this one says more
        }
      }
    }
  }
  if let failure { throw failure }
  return values.compactMap { $0 }
}
