// Mistake: The last index that is asked for is one beyond the end of the list.
// Diagnosis: crashed
// Line: threads.append(spawn(tasks[index]))

import ExerciseKit

/// Runs the tasks by index.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  var threads: [SpawnedThread] = []
  for index in 0...tasks.count {
    threads.append(spawn(tasks[index]))
  }
  for thread in threads { thread.join() }
}
