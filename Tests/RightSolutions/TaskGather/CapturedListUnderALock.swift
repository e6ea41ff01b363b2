import ExerciseKit
import Foundation

/// The children change one captured list, each under the same lock.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let lock = NSLock()
  // Unsafe for the compiler, which doesn't know what the lock is for.
  nonisolated(unsafe) var values: [Int: Value] = [:]
  try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        let value = try await operation()
        lock.withLock { values[place] = value }
      }
    }
    while try await group.next() != nil {}
  }
  return operations.indices.compactMap { values[$0] }
}
