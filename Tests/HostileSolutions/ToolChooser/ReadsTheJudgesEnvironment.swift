// Tries: to read the environment of the process that started it

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

func attempt() {
  let file = open("/proc/\(getppid())/environ", O_RDONLY)
  var byte: UInt8 = 0
  if file >= 0, read(file, &byte, 1) == 1 { print("REACHED the judge's environment") }
}
// END TRICK
