import Dispatch
import ExerciseKit

/// Runs every task on a serial queue of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let group = DispatchGroup()
  for (number, task) in tasks.enumerated() {
    DispatchQueue(label: "task \(number)").async(group: group) { task() }
  }
  group.wait()
}
