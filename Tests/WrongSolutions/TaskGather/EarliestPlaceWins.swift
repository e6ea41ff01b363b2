// Mistake: The error of the earliest place is thrown, not the one that came first.
// Diagnosis: errorSwallowed

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let results = await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, await outcome(of: operation)) }
    }
    var results = [Result<Value, any Error>?](repeating: nil, count: operations.count)
    for await (place, result) in group {
      results[place] = result
      if case .failure = result { group.cancelAll() }
    }
    return results
  }
  return try results.compactMap { try $0?.get() }
}

private func outcome<Value: Sendable>(
  of operation: @Sendable () async throws -> Value
) async -> Result<Value, any Error> {
  do {
    let value = try await operation()
    return .success(value)
  } catch {
    return .failure(error)
  }
}
