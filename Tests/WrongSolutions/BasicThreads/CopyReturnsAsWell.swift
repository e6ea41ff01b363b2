// Mistake: The program makes a copy of itself in the middle, and the copy comes back from the call as well.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Runs every task on a thread, the first half here and the others in a copy of the program.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
  let isCopy = tasks.count > 1 && fork() == 0
  let half = (tasks.count + 1) / 2
  let threads = (isCopy ? tasks[half...] : tasks[..<half]).map { spawn($0) }
  for thread in threads { thread.join() }
}
