// Mistake: How many tasks are under way is a plain property that every thread decrements unlocked.
// Diagnosis: dataRace

import ExerciseKit

private final class Countdown: @unchecked Sendable {
  private var remaining: Int
  private let done = CountingSemaphore(value: 0)

  init(_ remaining: Int) { self.remaining = remaining }

  func oneEnded() {
    remaining -= 1
    if remaining == 0 { done.signal() }
  }

  func wait() { done.wait() }
}

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.isEmpty { return }
  let countdown = Countdown(tasks.count)
  let threads = tasks.map { task in
    spawn {
      task()
      countdown.oneEnded()
    }
  }
  countdown.wait()
  for thread in threads { thread.join() }
}
