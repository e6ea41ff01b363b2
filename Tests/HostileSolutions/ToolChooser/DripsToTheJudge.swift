// Tries: to keep the judge waiting, byte by byte

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
  for byte in UInt8(0)..<30 {
    _ = withUnsafeBytes(of: byte) { write(4, $0.baseAddress, 1) }
    usleep(100_000)
  }
}
// END TRICK
