import ExerciseKit

/// The children hand their values to an actor; the group carries only the errors.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let shelf = Shelf<Value>(count: operations.count)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { await shelf.put(try await operation(), at: place) }
    }
    for try await _ in group {}
  }
  return await shelf.values.compactMap { $0 }
}

private actor Shelf<Value: Sendable> {
  private(set) var values: [Value?]

  init(count: Int) {
    values = Array(repeating: nil, count: count)
  }

  func put(_ value: Value, at place: Int) {
    values[place] = value
  }
}
