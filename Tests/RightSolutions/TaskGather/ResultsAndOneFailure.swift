import ExerciseKit

/// A group that never throws: results, and a cancelAll at the first failure.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let outcomes = await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, await outcome(of: operation)) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    var firstError: (any Error)?
    for await (place, result) in group {
      switch result {
      case .success(let value): values[place] = value
      case .failure(let error):
        if firstError == nil { firstError = error }
        group.cancelAll()
      }
    }
    return (values, firstError)
  }
  if let error = outcomes.1 { throw error }
  return outcomes.0.compactMap { $0 }
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
