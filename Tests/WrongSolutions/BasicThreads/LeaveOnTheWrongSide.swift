// Mistake: The caller itself leaves the group right after a start, not the thread at its end.
// Diagnosis: returnsEarly

import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on a thread, with a group.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let group = DispatchGroup()
  for task in tasks {
    group.enter()
    Thread.detachNewThread { task() }
    group.leave()
  }
  group.wait()
}
