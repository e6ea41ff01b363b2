// Mistake: Each thread is joined right after its start, before the next one is started.
// Diagnosis: sequential

import ExerciseKit

/// Runs every task on a thread.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    let thread = spawn { task() }
    thread.join()
  }
}
