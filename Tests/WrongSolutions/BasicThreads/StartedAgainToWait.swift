// Mistake: The closure that starts a thread is called once more to have something to join.
// Diagnosis: repeatedWork

import ExerciseKit

/// Runs every task on a thread.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let starters = tasks.map { task in { spawn(task) } }
  for start in starters { _ = start() }
  for start in starters { start().join() }
}
