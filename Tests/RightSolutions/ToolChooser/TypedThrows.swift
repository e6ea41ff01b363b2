import ExerciseKit

/// Chooses the tool, and says in its type that it throws nothing but `InvalidArgument`.
public func tool(for job: Job) throws(InvalidArgument) -> Tool {
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  return switch (job.needsIsolation, job.sharesData, job.work) {
  case (true, true, _):
    throw InvalidArgument("sharesData", "must be false for a job that needs isolation")
  case (true, false, _): .processes
  case _ where job.count == 1: .plainLoop
  case (_, _, .computes): .parallelTasks
  case (_, _, .waits):
    switch job.calls {
    case .both where job.count > Job.few: .asyncTasks
    case .both, .blocking: .threads
    case .async: .asyncTasks
    }
  }
}
