// Mistake: a list of exactly one task is run on the caller's own thread, without starting any.
// Diagnosis: wrongResult

import ExerciseKit

public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.count == 1 {
    tasks[0]()  // nothing to run beside it, so why start a thread?
    return
  }
  let threads = tasks.map { task in spawn(task) }
  for thread in threads { thread.join() }
}
