// Mistake: Who leaves is named by a slot, in which another may sit by the time that it is cleared.
// Diagnosis: missedWork

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var slots: [CheckedContinuation<Void, any Error>?] = []
  private var emptySlots: [Int] = []
  private var line: [Int] = []  // the slots of those who wait, in the order in which they came

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    free = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await come()
    defer { go() }
    return try await operation()
  }

  private func come() async throws {
    if free > 0 {
      free -= 1
      return
    }
    let slot: Int
    if let empty = emptySlots.popLast() {
      slot = empty
    } else {
      slot = slots.count
      slots.append(nil)
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        slots[slot] = $0
        line.append(slot)
      }
    } onCancel: {
      Task { await self.leave(slot) }
    }
  }

  private func leave(_ slot: Int) {
    guard let place = line.firstIndex(of: slot) else { return }
    line.remove(at: place)
    clear(slot)?.resume(throwing: CancellationError())
  }

  private func go() {
    if line.isEmpty {
      free += 1
    } else {
      clear(line.removeFirst())?.resume()
    }
  }

  private func clear(_ slot: Int) -> CheckedContinuation<Void, any Error>? {
    defer {
      slots[slot] = nil
      emptySlots.append(slot)
    }
    return slots[slot]
  }
}
