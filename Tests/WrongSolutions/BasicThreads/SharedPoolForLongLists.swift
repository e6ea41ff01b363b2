// Mistake: More than 32 tasks go to concurrentPerform, which has about one thread for each core.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.count > 32 {
    // So many threads would be a waste.
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in tasks[index]() }
    return
  }
  let threads = tasks.map { task in spawn(task) }
  for thread in threads { thread.join() }
}
