// Mistake: Places are counted from 1, so the first task is never run.
// Diagnosis: missedWork

import ExerciseKit

/// Runs the tasks on threads.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  var threads: [SpawnedThread] = []
  var place = 1
  while place < tasks.count {
    threads.append(spawn(tasks[place]))
    place += 1
  }
  threads.forEach { $0.join() }
}
