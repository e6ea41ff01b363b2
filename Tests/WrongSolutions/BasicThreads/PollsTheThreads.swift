// Mistake: The caller looks at every thread again and again until all have finished.
// Diagnosis: busyWait
// Line: while threads.contains(where: { !$0.isFinished }) {
// Line: sched_yield()

import ExerciseKit
import Foundation

/// Runs every task on one of Foundation's threads.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { task in Thread { task() } }
  for thread in threads { thread.start() }
  while threads.contains(where: { !$0.isFinished }) {
    sched_yield()
  }
}
