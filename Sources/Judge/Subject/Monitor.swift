import Foundation

/// A value behind a lock, with a way to wait for its changes.
final class Monitor<State: Sendable>: @unchecked Sendable {
  // Unchecked: `changed` guards `state`.
  private let changed = NSCondition()
  private var state: State

  init(_ state: State) { self.state = state }

  /// Gives `body` the value to read or to change, and wakes whoever waits.
  func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    changed.lock()
    defer {
      changed.broadcast()
      changed.unlock()
    }
    return try body(&state)
  }

  /// Waits until `condition` holds, at most for so many seconds, and gives `body` the value.
  func wait<Result>(
    seconds: TimeInterval = .infinity, for condition: (State) -> Bool,
    then body: (State) throws -> Result
  ) rethrows -> Result {
    let deadline = seconds.isFinite ? Date(timeIntervalSinceNow: seconds) : .distantFuture
    changed.lock()
    defer { changed.unlock() }
    while !condition(state), changed.wait(until: deadline) {}
    return try body(state)
  }
}
