// Mistake: The operations wait for a thread of the shared pool, however many may run at once.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Runs the tasks as operations.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let queue = OperationQueue()
  queue.maxConcurrentOperationCount = max(1, tasks.count)
  for task in tasks {
    queue.addOperation { task() }
  }
  queue.waitUntilAllOperationsAreFinished()
}
