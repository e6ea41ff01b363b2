import ExerciseKit

/// Chooses the first tool that says it suits the job; the order of the tools is part of the rules.
public func tool(for job: Job) throws -> Tool {
  guard job.count > 0 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  if job.needsIsolation, job.sharesData {
    throw InvalidArgument("sharesData", "no tool isolates pieces that share")
  }
  let order: [Tool] = [.processes, .plainLoop, .parallelTasks, .threads]
  return order.first { $0.suits(job) } ?? .asyncTasks
}

extension Tool {
  fileprivate func suits(_ job: Job) -> Bool {
    switch self {
    case .processes: job.needsIsolation
    case .plainLoop: job.count == 1
    case .parallelTasks: job.work == .computes
    case .threads: job.calls == .blocking || job.calls == .both && job.count <= Job.few
    case .asyncTasks: true
    }
  }
}
