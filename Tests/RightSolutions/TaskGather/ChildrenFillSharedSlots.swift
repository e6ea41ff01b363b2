import ExerciseKit

/// Each child fills the slot that is its own; the group tells when all are filled.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let slots = operations.map { _ in Shared<Value?>(nil) }
  try await withThrowingTaskGroup { group in
    for (slot, operation) in zip(slots, operations) {
      // No lock: nobody else touches this slot until the group has ended.
      group.addTask { slot.value = try await operation() }
    }
    while try await group.next() != nil {}
  }
  return slots.compactMap { $0.value }
}
