// Mistake: Asks for a cancellation with the permit in hand, and throws without giving it back.
// Diagnosis: permitLost

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private var last = 0
  private var first = 1

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
    if free > 0 {
      free -= 1
    } else {
      try await queueUp()
    }
    defer { signal() }
    return try await operation()
  }

  private func queueUp() async throws {
    try Task.checkCancellation()
    last += 1
    let number = last
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting[number] = $0 }
    } onCancel: {
      Task { await self.leaveLine(number) }
    }
    // Woken by a permit, or by the cancellation.
    try Task.checkCancellation()
  }

  private func leaveLine(_ number: Int) {
    waiting.removeValue(forKey: number)?.resume()
  }

  private func signal() {
    while first <= last {
      let next = waiting.removeValue(forKey: first)
      first += 1
      if let next {
        next.resume()
        return
      }
    }
    free += 1
  }
}
