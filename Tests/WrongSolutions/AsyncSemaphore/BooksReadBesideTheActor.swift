// Mistake: How many permits are free is in a class that is also looked at outside of the actor.
// Diagnosis: dataRace
// Line: if books.free == 0 { try Task.checkCancellation() }
// Line: books.free -= 1
// Line: books.free += 1

import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private nonisolated let books: Books
  private var line: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  private var nextTicket = 0

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    books = Books(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public nonisolated func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    // No need to disturb the actor for that.
    if books.free == 0 { try Task.checkCancellation() }
    try await take()
    let result: Result<Value, any Error>
    do {
      let value = try await operation()
      result = .success(value)
    } catch {
      result = .failure(error)
    }
    await giveBack()
    return try result.get()
  }

  private func take() async throws {
    if books.free > 0 {
      books.free -= 1
      return
    }
    try Task.checkCancellation()
    nextTicket += 1
    let ticket = nextTicket
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.append((ticket, $0)) }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
  }

  private func leave(_ ticket: Int) {
    guard let place = line.firstIndex(where: { $0.ticket == ticket }) else { return }
    line.remove(at: place).continuation.resume(throwing: CancellationError())
  }

  private func giveBack() {
    if line.isEmpty {
      books.free += 1
    } else {
      line.removeFirst().continuation.resume()
    }
  }
}

private final class Books: @unchecked Sendable {
  var free: Int

  init(free: Int) { self.free = free }
}
