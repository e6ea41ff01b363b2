// Mistake: The global queue's pool has only about as many threads as the machine has cores.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// Runs the tasks on the global queue.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let group = DispatchGroup()
  for task in tasks {
    DispatchQueue.global().async(group: group) { task() }
  }
  group.wait()
}
