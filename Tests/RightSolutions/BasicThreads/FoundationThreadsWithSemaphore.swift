import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on one of Foundation's threads, and counts signals.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = DispatchSemaphore(value: 0)
  for (index, task) in tasks.enumerated() {
    let thread = Thread {
      task()
      ended.signal()
    }
    thread.name = "task \(index)"
    thread.start()
  }
  for _ in tasks { ended.wait() }
}
