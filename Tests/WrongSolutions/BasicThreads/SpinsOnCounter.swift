// Mistake: The caller asks in an endless loop how many have ended, and keeps a core busy.
// Diagnosis: busyWait
// Line: while tally.ended.load(ordering: .acquiring) < tasks.count {}

import ExerciseKit
import Synchronization

/// Runs every task on a thread, and counts the ends.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let tally = Tally()
  for task in tasks {
    _ = spawn {
      task()
      tally.ended.add(1, ordering: .releasing)
    }
  }
  while tally.ended.load(ordering: .acquiring) < tasks.count {}
}

private final class Tally: Sendable {
  let ended = Atomic(0)
}
