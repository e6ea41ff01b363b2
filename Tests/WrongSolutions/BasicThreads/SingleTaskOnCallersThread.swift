// Mistake: A list of one task is run on the caller's own thread.
// Diagnosis: wrongResult

import ExerciseKit

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.count == 1 {
    tasks[0]()  // nothing to run beside it, so why start a thread?
    return
  }
  let threads = tasks.map { task in spawn(task) }
  for thread in threads { thread.join() }
}
