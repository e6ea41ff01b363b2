// Mistake: Each task enters the group twice, and leaves it once.
// Diagnosis: deadlock
// Line: group.wait()

import Dispatch
import ExerciseKit

/// Runs every task on a queue of its own, with a group.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let group = DispatchGroup()
  for (number, task) in tasks.enumerated() {
    group.enter()
    DispatchQueue(label: "task \(number)").async(group: group) { task() }
  }
  group.wait()
}
