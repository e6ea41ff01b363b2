import ExerciseKit

/// Waits for the one element of a stream, which a cancellation ends by itself.
public actor AsyncSemaphore {
  private var free: Int
  private var nextTicket = 0
  private var line: [(ticket: Int, bell: AsyncStream<Void>.Continuation)] = []

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
    guard free == 0 else {
      free -= 1
      return
    }
    let ticket = nextTicket
    nextTicket += 1
    let (rings, bell) = AsyncStream.makeStream(of: Void.self)
    line.append((ticket, bell))
    var iterator = rings.makeAsyncIterator()
    let hasRung = await iterator.next(isolation: self) != nil
    if hasRung { return }
    // Cancelled. Who is no longer in line was given a permit meanwhile, and passes it on.
    if let place = line.firstIndex(where: { $0.ticket == ticket }) {
      line.remove(at: place)
    } else {
      givePermitBack()
    }
    throw CancellationError()
  }

  private func givePermitBack() {
    if line.isEmpty {
      free += 1
    } else {
      line.removeFirst().bell.yield()
    }
  }
}
