// Mistake: Isolation with sharing ends the program instead of being refused.
// Diagnosis: exited

import ExerciseKit
import Foundation

/// Chooses the tool with which a job is best done.
public func tool(for job: Job) throws -> Tool {
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  if job.needsIsolation && job.sharesData { exit(1) }
  if job.needsIsolation { return .processes }
  if job.count == 1 { return .plainLoop }
  if job.work == .computes { return .parallelTasks }
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return job.count <= Job.few ? .threads : .asyncTasks
  }
}
