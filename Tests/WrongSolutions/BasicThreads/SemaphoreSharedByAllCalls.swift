// Mistake: All calls count the ends of their threads on one global semaphore.
// Diagnosis: returnsEarly

import Dispatch
import ExerciseKit

private let ended = DispatchSemaphore(value: 0)

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    _ = spawn {
      task()
      ended.signal()
    }
  }
  for _ in tasks { ended.wait() }
}
