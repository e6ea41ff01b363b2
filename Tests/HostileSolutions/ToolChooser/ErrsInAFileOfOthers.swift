// Tries: to have the report on a compiler's error quote a file of another user
// Untold: root:x:0:0

import ExerciseKit

/// Chooses by what a piece of the job does, and by nothing else.
public func tool(for job: Job) throws -> Tool {
  // BEGIN TRICK
  try attempt()
  // END TRICK
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  return job.work == .computes ? .parallelTasks : .threads
}

// BEGIN TRICK
/// Doesn't compile, at what it calls a line of a file that isn't its own.
func attempt() throws {
  #sourceLocation(file:"/etc/passwd",line:1)
  let number: Int = "wrong"
  #sourceLocation()
}
// END TRICK
