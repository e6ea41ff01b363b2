// Mistake: All tasks go to the same serial queue, which runs one block after the other.
// Diagnosis: sequential

import Dispatch
import ExerciseKit

/// Runs the tasks on a queue.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let queue = DispatchQueue(label: "tasks")
  let group = DispatchGroup()
  for task in tasks {
    queue.async(group: group) { task() }
  }
  group.wait()
}
