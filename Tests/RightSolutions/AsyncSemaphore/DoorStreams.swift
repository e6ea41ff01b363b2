import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// Everybody who has to wait gets a stream of its own, a door at which there is one knock at most. A
/// stream also ends when the task that reads it is cancelled, so no cancellation handler is needed.
/// Whether a permit had been handed over by then is not asked of the stream, though. The line says so,
/// and the line is the actor's: who isn't in it any more has a permit.
public actor AsyncSemaphore {
  private typealias Door = AsyncStream<Void>.Continuation

  private var free: Int
  private var line: [(ticket: UInt64, door: Door)] = []
  private var tickets: UInt64 = 0

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits > 0 else { throw InvalidArgument("permits", "needs 1 or more, got \(permits)") }
    free = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await comeIn()
    defer { goOut() }
    return try await operation()
  }

  private func comeIn() async throws {
    if free > 0 {
      free -= 1
      return
    }

    tickets += 1
    let ticket = tickets
    let (knocks, door) = AsyncStream.makeStream(of: Void.self)
    line.append((ticket, door))
    for await _ in knocks { return }

    // No knock, so this task was cancelled.
    if let place = line.firstIndex(where: { $0.ticket == ticket }) {
      line.remove(at: place)
    } else {
      goOut()  // a permit had been handed over, too late to be heard: pass it on
    }
    throw CancellationError()
  }

  private func goOut() {
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().door.yield()
    }
  }
}
