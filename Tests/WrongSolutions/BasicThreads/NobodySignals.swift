// Mistake: The threads count down, but nobody wakes the caller that sleeps on the condition.
// Diagnosis: deadlock
// Line: while running.value > 0 { condition.wait() }

import ExerciseKit

/// Runs every task on a thread, with a countdown.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let condition = Condition()
  let running = Shared(tasks.count)
  for task in tasks {
    _ = spawn {
      task()
      condition.withLock { running.value -= 1 }
    }
  }
  condition.withLock {
    while running.value > 0 { condition.wait() }
  }
}
