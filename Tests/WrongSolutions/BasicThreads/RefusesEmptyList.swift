// Mistake: An empty list is refused, although it only means that nothing is to be done.
// Diagnosis: wrongResult

import ExerciseKit

/// Runs every task on a thread.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else {
    throw InvalidArgument("tasks", "must not be empty")
  }
  let threads = tasks.map { spawn($0) }
  for thread in threads { thread.join() }
}
