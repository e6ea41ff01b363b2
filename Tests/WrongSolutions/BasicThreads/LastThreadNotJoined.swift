// Mistake: All threads are joined but the last one.
// Diagnosis: returnsEarly

import ExerciseKit

/// Starts a thread for every task, and joins them.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  guard threads.count > 1 else { return }
  for index in 0..<threads.count - 1 {
    threads[index].join()
  }
}
