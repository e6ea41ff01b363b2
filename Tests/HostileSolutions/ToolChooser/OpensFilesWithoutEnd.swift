// Tries: to open 5,000 files at once

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
  var opened: [Int32] = []
  while opened.count < 5000 {
    let file = open("/dev/null", O_RDONLY)
    guard file >= 0 else { break }
    opened.append(file)
  }
  if opened.count >= 5000 { print("REACHED 5,000 open files") }
  for file in opened { close(file) }
}
// END TRICK
