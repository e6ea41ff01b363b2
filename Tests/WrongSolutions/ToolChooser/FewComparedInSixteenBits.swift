// Mistake: For the edge only the lowest 16 bits of the count are compared.
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
  if job.count == 1 { return .plainLoop }
  if job.work == .computes { return .parallelTasks }
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return UInt16(truncatingIfNeeded: job.count) <= Job.few ? .threads : .asyncTasks
  }
}
