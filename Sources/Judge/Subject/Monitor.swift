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

  /// Waits until `condition` holds, at most for so many seconds if they are given, and gives `body`
  /// the value.
  func wait<Result>(
    seconds: TimeInterval? = nil, for condition: (State) -> Bool,
    then body: (State) throws -> Result
  ) rethrows -> Result {
    let deadline = seconds.map { Date(timeIntervalSinceNow: $0) }
    changed.lock()
    defer { changed.unlock() }
    while !condition(state) {
      // Foundation's own crashes on Linux if it is given the distant future.
      guard let deadline else {
        changed.wait()
        continue
      }
      guard changed.wait(until: deadline) else { break }
    }
    return try body(state)
  }
}
