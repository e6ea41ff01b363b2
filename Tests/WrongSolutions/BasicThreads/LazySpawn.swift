// Mistake: The lazy list starts a thread only when the loop comes to join it.
// Diagnosis: sequential

import ExerciseKit

/// Runs every task on a thread of a lazy list.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.lazy.map { task in spawn(task) }
  for thread in threads { thread.join() }
}
