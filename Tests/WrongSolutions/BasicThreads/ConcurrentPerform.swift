// Mistake: `concurrentPerform` runs only about as many rounds at once as there are cores.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// Runs the tasks as rounds of a parallel loop.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
    tasks[index]()
  }
}
