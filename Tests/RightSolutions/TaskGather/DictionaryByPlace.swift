import ExerciseKit

/// A dictionary from place to value, filled as they end and read in order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (place: Int, value: Value).self, returning: [Value].self) {
    group in
    for place in operations.indices {
      group.addTask { (place, try await operations[place]()) }
    }
    var values: [Int: Value] = [:]
    while let ended = try await group.next() { values[ended.place] = ended.value }
    return operations.indices.compactMap { values[$0] }
  }
}
