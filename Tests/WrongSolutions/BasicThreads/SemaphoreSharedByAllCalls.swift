// Mistake: all calls count the ends on one global semaphore, so with two calls at once (or a task that calls runTogether) one takes the other's signals and returns early.
// Diagnosis: returnsEarly

import Dispatch
import ExerciseKit

private let ended = DispatchSemaphore(value: 0)

public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  for task in tasks {
    _ = spawn {
      task()
      ended.signal()
    }
  }
  for _ in tasks { ended.wait() }
}
