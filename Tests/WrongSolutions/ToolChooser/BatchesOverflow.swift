// Mistake: Rounding up to batches adds to the count, which overflows for the largest count.
// Diagnosis: crashed
// Line: let batches = (job.count + Job.few - 1) / Job.few

import ExerciseKit

/// Chooses the tool with which a job is best done.
public func tool(for job: Job) throws -> Tool {
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  guard !(job.needsIsolation && job.sharesData) else {
    throw InvalidArgument("sharesData", "what needs isolation has no memory in common")
  }
  if job.needsIsolation { return .processes }
  if job.count == 1 { return .plainLoop }
  if job.work == .computes { return .parallelTasks }
  let batches = (job.count + Job.few - 1) / Job.few
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return batches == 1 ? .threads : .asyncTasks
  }
}
