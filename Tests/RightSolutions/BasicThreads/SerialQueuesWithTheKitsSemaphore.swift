import Dispatch
import ExerciseKit

/// Runs every task on a serial queue of its own, and takes a permit for each that has ended.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = CountingSemaphore(value: 0)
  for (number, task) in tasks.enumerated() {
    DispatchQueue(label: "task \(number)").async {
      task()
      ended.signal()
    }
  }
  for _ in tasks { ended.wait() }
}
