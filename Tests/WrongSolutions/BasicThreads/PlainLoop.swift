// Mistake: The tasks are simply called one after the other; no thread is started.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit

/// Runs every task.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    task()
  }
}
