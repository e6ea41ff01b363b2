// Mistake: Whether it is a single piece is asked of the lowest 32 bits of the count.
// Diagnosis: wrongResult

import ExerciseKit

/// Chooses the tool with which a job is best done.
public func tool(for job: Job) throws -> Tool {
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  guard !(job.needsIsolation && job.sharesData) else {
    throw InvalidArgument("sharesData", "pieces that are isolated have no data in common")
  }
  if job.needsIsolation { return .processes }
  if UInt32(truncatingIfNeeded: job.count) == 1 { return .plainLoop }
  if job.work == .computes { return .parallelTasks }
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return job.count <= Job.few ? .threads : .asyncTasks
  }
}
