// Mistake: The group's body sleeps on a condition, and its thread with it.
// Diagnosis: blocksPool

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let changed = Condition()
  let ended = Shared(0)
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        defer {
          changed.withLock {
            ended.value += 1
            changed.signal()
          }
        }
        return (place, try await operation())
      }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for seen in operations.indices {
      changed.withLock {
        while ended.value <= seen { changed.wait() }
      }
      if let (place, value) = try await group.next() { values[place] = value }
    }
    return values.compactMap { $0 }
  }
}
