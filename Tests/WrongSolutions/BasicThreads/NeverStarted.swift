// Mistake: The threads are made, but never started.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Makes one of Foundation's threads for every task.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { task in Thread { task() } }
  for thread in threads { thread.name = "task" }
}
