// Mistake: The caller waits for one signal more than there are tasks.
// Diagnosis: deadlock
// Line: for _ in 0...tasks.count { ended.wait() }

import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on a thread, and counts the ends.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else { return }
  let ended = DispatchSemaphore(value: 0)
  for task in tasks {
    Thread.detachNewThread {
      task()
      ended.signal()
    }
  }
  for _ in 0...tasks.count { ended.wait() }
}
