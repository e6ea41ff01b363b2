// Mistake: Whether a seat is free is looked at, and then it is taken, each in one step, the two not.
// Diagnosis: checkThenAct

import ExerciseKit
import Synchronization

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private nonisolated let seats: Seats
  private var line: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  private var nextTicket = 0

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    seats = Seats(permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public nonisolated func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    if seats.free.load(ordering: .acquiring) > 0 {
      // Lets whoever is more urgent go first.
      await Task.yield()
      seats.free.subtract(1, ordering: .acquiringAndReleasing)
    } else {
      try await wait()
    }
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

  private func wait() async throws {
    try Task.checkCancellation()
    // It may have become free on the way to here.
    if seats.free.load(ordering: .acquiring) > 0 {
      seats.free.subtract(1, ordering: .acquiringAndReleasing)
      return
    }
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
      seats.free.add(1, ordering: .acquiringAndReleasing)
    } else {
      line.removeFirst().continuation.resume()
    }
  }
}

private final class Seats: Sendable {
  let free: Atomic<Int>

  init(_ count: Int) { free = Atomic(count) }
}
