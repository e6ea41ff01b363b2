// Tries: to have the judge quote a file of another user as the line that crashed
// Untold: root:x:0:0

import ExerciseKit
// BEGIN TRICK
import Foundation
// END TRICK

/// Chooses by what a piece of the job does, and by nothing else.
public func tool(for job: Job) throws -> Tool {
  // BEGIN TRICK
  _ = once
  // END TRICK
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  return job.work == .computes ? .parallelTasks : .threads
}

// BEGIN TRICK
/// Once in each process.
private let once: Void = attempt()

/// Crashes at what it calls a line of a file that isn't its own.
func attempt() { crash(Int.max) }

func crash(_ number: Int) {
  #sourceLocation(file:"/etc/passwd",line:1)
  print(number + 1)
  #sourceLocation()
}
// END TRICK
