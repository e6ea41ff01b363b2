// Each value is put into its place as it comes, found by looking from the front: slow for many, and right.

import ExerciseKit

/// Runs all operations at the same time and returns their values in the order of the operations.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (place: Int, value: Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var sorted: [(place: Int, value: Value)] = []
    for try await result in group {
      let later = sorted.firstIndex { $0.place > result.place } ?? sorted.endIndex
      sorted.insert(result, at: later)
    }
    return sorted.map(\.value)
  }
}
