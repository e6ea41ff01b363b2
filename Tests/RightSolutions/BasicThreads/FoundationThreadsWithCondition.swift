import ExerciseKit
import Foundation

/// Runs every task on one of Foundation's threads, with a countdown.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let countdown = Countdown(from: tasks.count)
  for task in tasks {
    Thread {
      task()
      countdown.oneLess()
    }.start()
  }
  countdown.waitForZero()
}

private final class Countdown: @unchecked Sendable {
  // Unchecked: remaining is read and changed only with the condition's lock held.
  private let condition = NSCondition()
  private var remaining: Int

  init(from count: Int) { remaining = count }

  func oneLess() {
    condition.lock()
    defer { condition.unlock() }
    remaining -= 1
    if remaining == 0 { condition.broadcast() }
  }

  func waitForZero() {
    condition.lock()
    defer { condition.unlock() }
    while remaining > 0 { condition.wait() }
  }
}
