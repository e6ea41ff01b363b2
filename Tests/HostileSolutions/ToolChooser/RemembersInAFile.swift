// Tries: to tell the next check's process in a file what it has seen

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
  for folder in ["/tmp", "/dev/shm", "/var/tmp", "."] {
    let file = "\(folder)/hostile-memory"
    if let text = try? String(contentsOfFile: file, encoding: .utf8), text != "\(getpid())" {
      print("REACHED what another process has left")
    }
    try? "\(getpid())".write(toFile: file, atomically: false, encoding: .utf8)
  }
}
// END TRICK
