import ExerciseKit
import Foundation

/// Counts with Foundation's threads, and waits for the last one on a condition.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let countdown = Countdown(from: threads)
  for number in 1...threads {
    let thread = Thread {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
      countdown.oneLess()
    }
    thread.name = "counter \(number)"
    thread.start()
  }
  countdown.waitForZero()
}

private final class Countdown: @unchecked Sendable {
  // Unchecked: remaining is read and changed only with the condition's lock held.
  private let condition = NSCondition()
  private var remaining: Int

  init(from count: Int) { remaining = count }

  func oneLess() {
    condition.withLock {
      remaining -= 1
      if remaining == 0 { condition.signal() }
    }
  }

  func waitForZero() {
    condition.withLock {
      while remaining > 0 { condition.wait() }
    }
  }
}
