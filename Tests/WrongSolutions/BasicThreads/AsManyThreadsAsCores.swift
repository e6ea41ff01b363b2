// Mistake: No more threads are started than the machine has processors.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Runs the tasks with a thread for each processor.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let team = min(tasks.count, ProcessInfo.processInfo.activeProcessorCount)
  let threads = (0..<team).map { worker in
    spawn {
      for index in stride(from: worker, to: tasks.count, by: team) { tasks[index]() }
    }
  }
  for thread in threads { thread.join() }
}
