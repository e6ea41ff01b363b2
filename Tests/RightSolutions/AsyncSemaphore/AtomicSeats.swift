import ExerciseKit
import Synchronization

private enum Mood: UInt8, AtomicRepresentable {
  case undecided  // has no continuation yet
  case asleep
  case called  // has a permit
  case gone  // was cancelled, and has none
}

// One who waits. A permit and a cancellation may reach it at the same instant, from two threads; one
// atomic exchange decides which of them it was, and only the winner touches the continuation.
private final class Seat: @unchecked Sendable {
  private let mood = Atomic<Mood>(.undecided)
  private var sleeper: CheckedContinuation<Bool, Never>?

  /// Sleeps until it is called or cancelled; whether it has got a permit.
  func sleep(isolation: isolated (any Actor)? = #isolation) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        sleeper = continuation  // published by the exchange in the next line
        if change(from: .undecided, to: .asleep) { return }
        sleeper = nil  // it was decided before
        continuation.resume(returning: mood.load(ordering: .acquiring) == .called)
      }
    } onCancel: {
      _ = decide(.gone)
    }
  }

  /// Hands over a permit; `false` if nobody is here to take it.
  func call() -> Bool { decide(.called) }

  private func decide(_ outcome: Mood) -> Bool {
    if change(from: .undecided, to: outcome) { return true }
    guard change(from: .asleep, to: outcome) else { return false }
    let sleeper = sleeper
    self.sleeper = nil
    sleeper?.resume(returning: outcome == .called)
    return true
  }

  private func change(from old: Mood, to new: Mood) -> Bool {
    mood.compareExchange(expected: old, desired: new, ordering: .acquiringAndReleasing).exchanged
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  private var free: Int
  private var line: [Seat] = []

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "is \(permits), but must be 1 or more")
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
      let seat = Seat()
      line.append(seat)
      guard await seat.sleep() else {
        // Unless a permit has come by meanwhile and has thrown the empty seat out.
        if let place = line.firstIndex(where: { $0 === seat }) { line.remove(at: place) }
        throw CancellationError()
      }
    }
    defer { giveBack() }
    return try await operation()
  }

  private func giveBack() {
    while !line.isEmpty {
      if line.removeFirst().call() { return }  // empty seats are skipped, and are off the line then
    }
    free += 1
  }
}
