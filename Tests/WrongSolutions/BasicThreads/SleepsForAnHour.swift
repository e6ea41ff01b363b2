// Mistake: The caller sleeps for an hour, so that all tasks have surely ended by then.
// Diagnosis: timedOut
// Line: Thread.sleep(forTimeInterval: 3600)

import ExerciseKit
import Foundation

/// Starts a thread for every task, and gives them much time.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  guard !tasks.isEmpty else { return }
  Thread.sleep(forTimeInterval: 3600)
  for thread in threads { thread.join() }
}
