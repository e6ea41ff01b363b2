// Mistake: A range that begins with 1 cannot be made for an empty list.
// Diagnosis: crashed
// Line: let threads = (1...tasks.count).map { number in spawn(tasks[number - 1]) }

import ExerciseKit

/// Runs the tasks by number.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = (1...tasks.count).map { number in spawn(tasks[number - 1]) }
  for thread in threads { thread.join() }
}
