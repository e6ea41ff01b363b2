// Mistake: The threads are started, but nobody waits for them.
// Diagnosis: returnsEarly

import ExerciseKit

/// Starts a thread for every task.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    _ = spawn(task)
  }
}
