import ExerciseKit

/// Each child writes to a place in memory that is its own; the group's end tells when all are written.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  // Unsafe for the compiler, which can't see that no two children have the same place.
  nonisolated(unsafe) let places = UnsafeMutablePointer<Value?>.allocate(capacity: operations.count)
  places.initialize(repeating: nil, count: operations.count)
  defer {
    places.deinitialize(count: operations.count)
    places.deallocate()
  }
  try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { places[place] = try await operation() }
    }
    while try await group.next() != nil {}
  }
  return (0..<operations.count).compactMap { places[$0] }
}
