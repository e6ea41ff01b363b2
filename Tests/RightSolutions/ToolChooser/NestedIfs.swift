import ExerciseKit

/// Chooses the tool by plain ifs, one inside the other.
public func tool(for job: Job) throws -> Tool {
  if job.count < 1 {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  if job.needsIsolation {
    if job.sharesData {
      throw InvalidArgument("sharesData", "must be false where isolation is needed")
    }
    return .processes
  }
  guard job.count > 1 else {
    return .plainLoop
  }
  guard job.work == .waits else {
    return .parallelTasks
  }
  guard job.calls == .blocking || (job.calls == .both && job.count <= Job.few) else {
    return .asyncTasks
  }
  return .threads
}
