import ExerciseKit
import Foundation

/// Resumes with yes or no, without an error, and throws outside of the continuation.
public actor AsyncSemaphore {
  private var available: Int
  private var queue: [Waiter] = []

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    available = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    guard await isAdmitted() else { throw CancellationError() }
    let result: Result<Value, any Error>
    do {
      let value = try await operation()
      result = .success(value)
    } catch {
      result = .failure(error)
    }
    admitNext()
    return try result.get()
  }

  private func isAdmitted() async -> Bool {
    if available > 0 {
      available -= 1
      return true
    }
    let id = UUID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: false)
        } else {
          queue.append(Waiter(id: id, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.dismiss(id) }
    }
  }

  private func dismiss(_ id: UUID) {
    guard let index = queue.firstIndex(where: { $0.id == id }) else { return }
    queue.remove(at: index).continuation.resume(returning: false)
  }

  private func admitNext() {
    guard let next = queue.first else {
      available += 1
      return
    }
    queue.removeFirst()
    next.continuation.resume(returning: true)
  }
}

private struct Waiter {
  let id: UUID
  let continuation: CheckedContinuation<Bool, Never>
}
