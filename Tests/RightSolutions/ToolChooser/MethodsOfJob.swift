import ExerciseKit

/// Chooses the tool; the questions are small properties of the job.
public func tool(for job: Job) throws -> Tool {
  try job.validate()
  guard !job.needsIsolation else { return .processes }
  guard job.hasSeveralPieces else { return .plainLoop }
  return job.work == .computes ? .parallelTasks : job.toolForWaiting
}

extension Job {
  fileprivate var hasSeveralPieces: Bool { count > 1 }
  fileprivate var hasFewPieces: Bool { count <= Job.few }

  fileprivate var toolForWaiting: Tool {
    switch calls {
    case .async: .asyncTasks
    case .blocking: .threads
    case .both: hasFewPieces ? .threads : .asyncTasks
    }
  }

  fileprivate func validate() throws {
    guard count >= 1 else { throw InvalidArgument("count", "\(count) pieces are none") }
    guard !needsIsolation || !sharesData else {
      throw InvalidArgument("sharesData", "processes have no memory in common")
    }
  }
}
