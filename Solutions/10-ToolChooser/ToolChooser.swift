import ExerciseKit

/// Chooses the tool with which a job is best done.
///
/// - Parameter job: What is to be done; `Job` in ExerciseKit says what each of its parts means.
/// - Returns: The tool that the decision guide in README.md leads to.
/// - Throws: `InvalidArgument` if `job.count` is below 1, with the name `count`, and if the job both
///   needs isolation and shares data, which no tool can give it, with the name `sharesData`.
public func tool(for job: Job) throws -> Tool {
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  guard !(job.needsIsolation && job.sharesData) else {
    throw InvalidArgument("sharesData", "must be false for a job that needs isolation")
  }
  if job.needsIsolation { return .processes }
  if job.count == 1 { return .plainLoop }
  switch (job.work, job.calls) {
  case (.computes, _): return .parallelTasks
  case (.waits, .async): return .asyncTasks
  case (.waits, .blocking): return .threads
  case (.waits, .both): return job.count <= Job.few ? .threads : .asyncTasks
  }
}
