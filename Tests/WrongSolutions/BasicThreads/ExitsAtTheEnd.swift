// Mistake: The whole program is ended when all tasks have ended.
// Diagnosis: exited

import ExerciseKit
import Foundation

/// Runs every task on a thread, and says so.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  for thread in threads { thread.join() }
  print("All tasks completed")
  exit(0)
}
