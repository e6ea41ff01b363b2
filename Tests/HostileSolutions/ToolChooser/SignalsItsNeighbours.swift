// Tries: to send a signal to the code of other submissions

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

/// A signal that changes nothing; whoever may send it may send any other.
func attempt() {
  for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
    guard let other = pid_t(name), other != getpid(),
      let program = try? String(contentsOfFile: "/proc/\(name)/comm", encoding: .utf8),
      program.hasSuffix("Subject\n")
    else { continue }
    if kill(other, SIGCONT) == 0 { print("REACHED a neighbour with a signal") }
  }
}
// END TRICK
