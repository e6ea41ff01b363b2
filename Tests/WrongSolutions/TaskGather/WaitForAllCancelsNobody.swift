// Mistake: waitForAll keeps the first error to itself until the last child has ended.
// Diagnosis: ignoresCancellation

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let slots = operations.map { _ in Shared<Value?>(nil) }
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (slot, operation) in zip(slots, operations) {
      group.addTask { slot.value = try await operation() }
    }
    try await group.waitForAll()
  }
  return slots.compactMap { $0.value }
}
