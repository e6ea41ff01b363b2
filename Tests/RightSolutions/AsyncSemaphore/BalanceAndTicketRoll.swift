import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// Dijkstra's way to count: the balance goes down for everybody who comes and up for everybody who
/// goes. Above zero it is the number of free permits, below zero the number of those who wait, and
/// these have numbers from a roll, like at a counter.
public actor AsyncSemaphore {
  private var balance: Int
  private var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var nextOnTheRoll = 0
  private var nextToServe = 0

  /// Makes a semaphore with `permits` permits, all of them free.
  ///
  /// - Parameter permits: How many operations may run at the same time; at least 1.
  /// - Throws: `InvalidArgument` if `permits` is below 1.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "there must be at least one, not \(permits)")
    }
    balance = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    balance -= 1
    if balance < 0 { try await waitAtTheCounter() }

    let result: Result<Value, any Error>
    do {
      result = .success(try await operation())
    } catch {
      result = .failure(error)
    }

    balance += 1
    if balance <= 0 { serveTheNext() }
    return try result.get()
  }

  // From `balance -= 1` to the sleep nobody else gets onto the actor. So whenever somebody does, there
  // are exactly `max(0, -balance)` sleepers.
  private func waitAtTheCounter() async throws {
    let number = nextOnTheRoll
    nextOnTheRoll += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { sleepers[number] = $0 }
    } onCancel: {
      Task { await self.tearUp(number) }
    }
  }

  private func tearUp(_ number: Int) {
    guard let sleeper = sleepers.removeValue(forKey: number) else { return }  // was served before
    balance += 1
    sleeper.resume(throwing: CancellationError())
  }

  private func serveTheNext() {
    while true {
      defer { nextToServe += 1 }
      if let sleeper = sleepers.removeValue(forKey: nextToServe) {
        sleeper.resume()
        return
      }
    }
  }
}
