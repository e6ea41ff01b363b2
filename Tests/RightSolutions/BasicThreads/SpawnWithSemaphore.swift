import ExerciseKit

/// Runs every task on a spawned thread, and takes a permit for each end.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = CountingSemaphore(value: 0)
  for task in tasks {
    _ = spawn {
      defer { ended.signal() }
      task()
    }
  }
  for _ in tasks.indices { ended.wait() }
}
