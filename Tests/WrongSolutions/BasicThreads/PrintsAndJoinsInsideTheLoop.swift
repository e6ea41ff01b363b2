// Mistake: It waits for each thread before it starts the next, and prints what it does.
// Diagnosis: sequential

import ExerciseKit

/// Runs every task on a thread of its own, one after the other.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  print("DEBUG runTogether called with", tasks.count)
  for task in tasks {
    print("DEBUG starting one")
    let thread = spawn { task() }
    thread.join()
  }
}
