// Mistake: When the threads have ended, the caller runs all the tasks once more itself.
// Diagnosis: repeatedWork

import ExerciseKit

/// Prepares a thread for every task, and runs them.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  for (task, thread) in zip(tasks, threads) {
    thread.join()
    task()
  }
}
