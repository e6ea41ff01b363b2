import ExerciseKit

/// The group is reduced to pairs, and the pairs are sorted by place.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in zip(0..., operations) {
      group.addTask { (place, try await operation()) }
    }
    return try await group.reduce(into: []) { $0.append($1) }
      .sorted { $0.0 < $1.0 }
      .map { $0.1 }
  }
}
