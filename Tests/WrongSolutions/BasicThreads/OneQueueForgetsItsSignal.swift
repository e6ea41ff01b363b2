// Mistake: The queue that runs the last task doesn't give its permit, for which the caller waits.
// Diagnosis: deadlock
// Line: for _ in tasks { ended.wait() }

import Dispatch
import ExerciseKit

/// Runs every task on a serial queue of its own, and takes a permit for each that has ended.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = CountingSemaphore(value: 0)
  for (number, task) in tasks.enumerated() {
    DispatchQueue(label: "task \(number)").async {
      task()
      if number < tasks.count - 1 { ended.signal() }
    }
  }
  for _ in tasks { ended.wait() }
}
