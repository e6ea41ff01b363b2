// Mistake: The values are in a dictionary of a class that all children use at once.
// Diagnosis: dataRace
// Line: func store(_ value: Value, at place: Int) { values[place] = value }

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let shelf = Shelf<Value>()
  try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { shelf.store(try await operation(), at: place) }
    }
    while try await group.next() != nil {}
  }
  return operations.indices.compactMap { shelf.values[$0] }
}

private final class Shelf<Value>: @unchecked Sendable {
  private(set) var values: [Int: Value] = [:]

  func store(_ value: Value, at place: Int) { values[place] = value }
}
