// Mistake: up to 32 tasks get a thread each, but longer lists go to Dispatch's shared pool, which has only about as many threads as cores.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.count > 32 {
    // So many threads would be a waste.
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in tasks[index]() }
    return
  }
  let threads = tasks.map { task in spawn(task) }
  for thread in threads { thread.join() }
}
