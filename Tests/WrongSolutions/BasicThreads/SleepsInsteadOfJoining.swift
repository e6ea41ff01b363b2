// Mistake: The caller sleeps for a moment and takes it that all tasks have ended by then.
// Diagnosis: returnsEarly

import ExerciseKit
import Foundation

/// Starts a thread for every task, and gives them time.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    Thread.detachNewThread { task() }
  }
  guard !tasks.isEmpty else { return }
  Thread.sleep(forTimeInterval: 0.05)
}
