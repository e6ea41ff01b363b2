// Mistake: The caller waits for one signal, and any of the threads may give it.
// Diagnosis: returnsEarly

import ExerciseKit

/// Runs every task on a thread, and waits for the signal.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else { return }
  let ended = CountingSemaphore(value: 0)
  for task in tasks {
    _ = spawn {
      task()
      ended.signal()
    }
  }
  ended.wait()
}
