import ExerciseKit

/// A caller that is cancelled already is told so at once, and nothing is begun.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try Task.checkCancellation()
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
