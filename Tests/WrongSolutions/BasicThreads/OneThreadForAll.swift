// Mistake: One thread is started, and it runs all the tasks in turn.
// Diagnosis: sequential

import ExerciseKit

/// Runs the tasks in the background.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let helper = spawn {
    for task in tasks { task() }
  }
  helper.join()
}
