import ExerciseKit

private actor Collection<Value: Sendable> {
  private var values: [Int: Value] = [:]

  func store(_ value: Value, at place: Int) { values[place] = value }
  func inOrder() -> [Value] { values.sorted { $0.key < $1.key }.map(\.value) }
}

/// Runs all operations at the same time, and returns when all of them have ended.
///
/// Each child awaits its operation first and then hands the value to the actor, which changes its
/// dictionary without an await in between.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let collection = Collection<Value>()
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        let value = try await operation()
        await collection.store(value, at: place)
      }
    }
    for try await _ in group {}
  }
  return await collection.inOrder()
}
