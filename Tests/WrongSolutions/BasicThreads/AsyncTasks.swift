// Mistake: Tasks that block hold on to the async pool's threads, one for each core.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// Runs the tasks as unstructured async tasks.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = DispatchSemaphore(value: 0)
  for task in tasks {
    Task.detached {
      task()
      ended.signal()
    }
  }
  for _ in tasks { ended.wait() }
}
