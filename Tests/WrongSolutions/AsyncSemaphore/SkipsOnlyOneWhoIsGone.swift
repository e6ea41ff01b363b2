// Mistake: A permit that comes back skips one who has left the line, but not two in a row.
// Diagnosis: permitLost

import ExerciseKit
import Synchronization

/// One who waits.
///
/// Whoever takes the sleeper out first, the permit or the cancel, has won.
private final class Waiter: Sendable {
  private enum State {
    case standing
    case sitting(CheckedContinuation<Void, any Error>)
    case gone
  }

  private let state = Mutex(State.standing)

  func sit(_ sleeper: CheckedContinuation<Void, any Error>) {
    let isGone = state.withLock {
      if case .gone = $0 { return true }
      $0 = .sitting(sleeper)
      return false
    }
    if isGone { sleeper.resume(throwing: CancellationError()) }
  }

  func take() -> CheckedContinuation<Void, any Error>? {
    state.withLock {
      let before = $0
      $0 = .gone
      guard case .sitting(let sleeper) = before else { return nil }
      return sleeper
    }
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var bench: [Waiter] = []

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
    try await come()
    defer { go() }
    return try await operation()
  }

  private func come() async throws {
    if free > 0 {
      free -= 1
      return
    }
    let waiter = Waiter()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        bench.append(waiter)
        waiter.sit($0)
      }
    } onCancel: {
      waiter.take()?.resume(throwing: CancellationError())
    }
  }

  private func go() {
    var next = bench.isEmpty ? nil : bench.removeFirst().take()
    if next == nil, !bench.isEmpty {  // that one had left: it is the turn of the one behind
      next = bench.removeFirst().take()
    }
    if let next {
      next.resume()
    } else {
      free += 1
    }
  }
}
