// Mistake: Two threads are started and joined before the next two may start.
// Diagnosis: underParallel

import ExerciseKit

/// Runs the tasks two by two.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  var waiting = tasks[...]
  while !waiting.isEmpty {
    let batch = waiting.prefix(2).map { spawn($0) }
    waiting = waiting.dropFirst(2)
    for thread in batch { thread.join() }
  }
}
