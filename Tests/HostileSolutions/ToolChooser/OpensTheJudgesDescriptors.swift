// Tries: to open the files and pipes that the judge has open

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
  for number in 0..<64 where open("/proc/\(getppid())/fd/\(number)", O_RDONLY | O_NONBLOCK) >= 0 {
    print("REACHED a descriptor of the judge's")
    return
  }
}
// END TRICK
