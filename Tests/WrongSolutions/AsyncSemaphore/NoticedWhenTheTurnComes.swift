// Mistake: A cancelled one stays in the line until its turn comes, and throws only then.
// Diagnosis: ignoresCancellation

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var line: [CheckedContinuation<Void, Never>] = []

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
    try await takePermit()
    defer { givePermitBack() }
    return try await operation()
  }

  private func takePermit() async throws {
    if free > 0 {
      free -= 1
      return
    }
    try Task.checkCancellation()
    await waitInLine()
    if Task.isCancelled {
      givePermitBack()
      throw CancellationError()
    }
  }

  private func waitInLine() async {
    await withCheckedContinuation { line.append($0) }
  }

  private func givePermitBack() {
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().resume()
    }
  }
}
