// Mistake: A thread that reports the ends waits for the next one forever.
// Diagnosis: leaksThreads

import ExerciseKit

/// Runs every task on a thread, and reports each end.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = CountingSemaphore(value: 0)
  let reported = CountingSemaphore(value: 0)
  _ = spawn {
    while true {
      ended.wait()
      reported.signal()
    }
  }
  for task in tasks {
    _ = spawn {
      task()
      ended.signal()
    }
  }
  for _ in tasks { reported.wait() }
}
