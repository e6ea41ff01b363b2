// Mistake: A senseless count ends the program by a precondition instead of an error.
// Diagnosis: crashed
// Line: precondition(job.count >= 1, "there must be something to do")

import ExerciseKit

/// Chooses the tool with which a job is best done.
public func tool(for job: Job) throws -> Tool {
  precondition(job.count >= 1, "there must be something to do")
  guard !(job.needsIsolation && job.sharesData) else {
    throw InvalidArgument("sharesData", "what needs isolation has no memory in common")
  }
  if job.needsIsolation { return .processes }
  if job.count == 1 { return .plainLoop }
  if job.work == .computes { return .parallelTasks }
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return job.count <= Job.few ? .threads : .asyncTasks
  }
}
