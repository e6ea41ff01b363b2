// Tries: to tell the next check's process in a named semaphore what it has seen

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
  guard getenv("HOSTILE_SEEN") == nil else { return }
  setenv("HOSTILE_SEEN", "1", 1)
  typealias Open = @convention(c) (UnsafePointer<CChar>, Int32, mode_t, UInt32) -> OpaquePointer?
  let open = unsafeBitCast(dlsym(nil, "sem_open"), to: Open.self)
  let isNew = open("/hostile-memory", O_CREAT | O_EXCL, 0o600, 1) != nil
  if !isNew { print("REACHED what another process has left") }
}
// END TRICK
