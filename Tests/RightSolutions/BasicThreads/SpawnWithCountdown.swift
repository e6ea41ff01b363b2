import ExerciseKit

/// Runs every task on a spawned thread; the last one to end wakes the caller.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let condition = Condition()
  let running = Shared(tasks.count)
  for task in tasks {
    _ = spawn {
      task()
      condition.withLock {
        running.value -= 1
        if running.value == 0 { condition.signal() }
      }
    }
  }
  condition.withLock {
    while running.value > 0 { condition.wait() }
  }
}
