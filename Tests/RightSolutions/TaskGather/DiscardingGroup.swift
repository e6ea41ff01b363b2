import ExerciseKit
import Synchronization

/// A discarding group, which cancels by itself at the first error; slots for the values.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let slots = operations.map { _ in Slot<Value>() }
  try await withThrowingDiscardingTaskGroup { group in
    for (slot, operation) in zip(slots, operations) {
      group.addTask {
        let value = try await operation()
        slot.value.withLock { $0 = value }
      }
    }
  }
  return slots.compactMap { slot in slot.value.withLock { $0 } }
}

private final class Slot<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
