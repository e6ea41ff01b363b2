// Mistake: Each thread reports its end before it begins with its task.
// Diagnosis: returnsEarly

import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on a thread, and counts the ends.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = DispatchSemaphore(value: 0)
  for task in tasks {
    Thread {
      ended.signal()
      task()
    }.start()
  }
  for _ in tasks { ended.wait() }
}
