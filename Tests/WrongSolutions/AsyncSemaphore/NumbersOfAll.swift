// Mistake: Waiters are numbered by a static variable, which each semaphore changes on its own actor.
// Diagnosis: dataRace

import ExerciseKit

private enum Numbers {
  nonisolated(unsafe) private static var last = 0

  static func next() -> Int {
    last += 1
    return last
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var order: [Int] = []
  private var served = 0

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
      try Task.checkCancellation()
      let number = Numbers.next()
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          waiting[number] = continuation
          order.append(number)
        }
      } onCancel: {
        Task { await self.strike(number) }
      }
    }
    defer { serveNext() }
    return try await operation()
  }

  private func strike(_ number: Int) {
    waiting.removeValue(forKey: number)?.resume(throwing: CancellationError())
  }

  private func serveNext() {
    while served < order.count {
      let continuation = waiting.removeValue(forKey: order[served])
      served += 1
      if let continuation {
        continuation.resume()
        return
      }
    }
    order.removeAll()
    served = 0
    free += 1
  }
}
