import Dispatch
import ExerciseKit

/// A class that isn't safe by itself, and a serial queue on which alone it is used.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let shelf = Shelf<Value>()
  let queue = DispatchQueue(label: "shelf")
  try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        let value = try await operation()
        queue.sync { shelf.values[place] = value }
      }
    }
    while try await group.next() != nil {}
  }
  return queue.sync { operations.indices.compactMap { shelf.values[$0] } }
}

private final class Shelf<Value>: @unchecked Sendable {
  var values: [Int: Value] = [:]
}
