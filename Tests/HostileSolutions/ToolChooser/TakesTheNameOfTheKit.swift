// Tries: to put its own function in the place of one of the kit's

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

/// The kit asks this whether nothing moves any more.
@_cdecl("controlIsStill") public func controlIsStill() -> Int32 { 1 }

func attempt() {}
// END TRICK
