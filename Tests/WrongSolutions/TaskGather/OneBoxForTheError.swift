// Mistake: The first error is looked for and noted by all children in one unguarded box.
// Diagnosis: dataRace
// Line: if box.error == nil { box.error = error }

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let box = Box()
  let values = await withTaskGroup(of: (Int, Value)?.self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        do {
          let value = try await operation()
          return (place, value)
        } catch {
          if box.error == nil { box.error = error }
          return nil
        }
      }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for await end in group {
      if let end { values[end.0] = end.1 } else { group.cancelAll() }
    }
    return values
  }
  if let error = box.error { throw error }
  return values.compactMap { $0 }
}

private final class Box: @unchecked Sendable {
  var error: (any Error)?
}
