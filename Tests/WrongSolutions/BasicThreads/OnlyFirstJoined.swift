// Mistake: Only the first thread is joined, as if the others ended with it.
// Diagnosis: returnsEarly

import ExerciseKit

/// Starts a thread for every task, and joins.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  threads.first?.join()
}
