import ExerciseKit

/// Chooses the tool; every rule, also a refusal, is a case of one switch.
public func tool(for job: Job) throws -> Tool {
  switch (job.count, job.needsIsolation, job.sharesData, job.work, job.calls) {
  case (...0, _, _, _, _):
    throw InvalidArgument("count", "there must be at least 1 piece, not \(job.count)")
  case (_, true, true, _, _):
    throw InvalidArgument("sharesData", "isolated pieces can't change data in common")
  case (_, true, false, _, _): .processes
  case (1, _, _, _, _): .plainLoop
  case (_, _, _, .computes, _): .parallelTasks
  case (_, _, _, .waits, .async), (Job.few.advanced(by: 1)..., _, _, .waits, .both): .asyncTasks
  case (_, _, _, .waits, .blocking), (_, _, _, .waits, .both): .threads
  }
}
