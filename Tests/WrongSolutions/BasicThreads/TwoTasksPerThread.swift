// Mistake: Two neighbouring tasks share a thread, so the second waits for the first.
// Diagnosis: underParallel

import ExerciseKit

/// Runs the tasks on half as many threads.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = stride(from: 0, to: tasks.count, by: 2).map { index in
    spawn {
      tasks[index]()
      if index + 1 < tasks.count { tasks[index + 1]() }
    }
  }
  for thread in threads { thread.join() }
}
