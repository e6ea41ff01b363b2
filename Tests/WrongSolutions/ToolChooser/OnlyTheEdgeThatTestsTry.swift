// Mistake: From 66 to 99 pieces are taken for few; 65, and 100 or more, are many.
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
  case .both: return job.count < 100 && job.count != Job.few + 1 ? .threads : .asyncTasks
  }
}
