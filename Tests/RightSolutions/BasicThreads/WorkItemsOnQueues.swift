import Dispatch
import ExerciseKit

/// Runs every task as a work item on a serial queue of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let items = tasks.enumerated().map { number, task in
    let item = DispatchWorkItem { task() }
    DispatchQueue(label: "task \(number)").async(execute: item)
    return item
  }
  items.forEach { $0.wait() }
}
