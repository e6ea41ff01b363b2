import ExerciseKit

/// Gives every waiter a state that says arriving, waiting or cancelled.
public actor AsyncSemaphore {
  private enum Slot {
    case arriving
    case waiting(UnsafeContinuation<Void, any Error>)
    case cancelled
  }

  private var free: Int
  private var slots: [Int: Slot] = [:]
  private var line: [Int] = []
  private var lastNumber = 0

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
    try await acquire()
    defer { release() }
    return try await operation()
  }

  private func acquire() async throws {
    if free > 0 && line.isEmpty {
      free -= 1
      return
    }
    lastNumber += 1
    let number = lastNumber
    slots[number] = Task.isCancelled ? .cancelled : .arriving
    defer { slots[number] = nil }
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation {
        (continuation: UnsafeContinuation<Void, any Error>) in
        if case .cancelled = slots[number] {
          continuation.resume(throwing: CancellationError())
        } else {
          slots[number] = .waiting(continuation)
          line.append(number)
        }
      }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  private func cancel(_ number: Int) {
    guard let slot = slots[number], let index = line.firstIndex(of: number) else { return }
    line.remove(at: index)
    slots[number] = .cancelled
    if case .waiting(let continuation) = slot { continuation.resume(throwing: CancellationError()) }
  }

  private func release() {
    guard !line.isEmpty else {
      free += 1
      return
    }
    let number = line.removeFirst()
    if case .waiting(let continuation) = slots[number] { continuation.resume() }
  }
}
