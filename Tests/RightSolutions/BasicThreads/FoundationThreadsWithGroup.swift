import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on a detached thread, with a group for the ends.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let group = DispatchGroup()
  for task in tasks {
    group.enter()
    Thread.detachNewThread {
      defer { group.leave() }
      task()
    }
  }
  group.wait()
}
