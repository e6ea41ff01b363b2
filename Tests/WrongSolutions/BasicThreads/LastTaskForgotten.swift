// Mistake: The loop ends one short, so the last task is never run.
// Diagnosis: missedWork

import ExerciseKit

/// Runs the tasks on threads.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else { return }
  let threads = (0..<tasks.count - 1).map { index in spawn { tasks[index]() } }
  for thread in threads { thread.join() }
}
