// Tries: to put its own function in the place of one of the C library's

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

/// Says that everything was written, and writes nothing.
@_cdecl("writev") public func writev(_ file: Int32, _ parts: UnsafeRawPointer, _ n: Int32) -> Int {
  Int(n)
}

/// Says that there was never a signal.
@_cdecl("sigaction") public func sigaction(
  _ number: Int32, _ new: UnsafeRawPointer?, _ old: UnsafeMutableRawPointer?
) -> Int32 { 0 }

func attempt() {}
// END TRICK
