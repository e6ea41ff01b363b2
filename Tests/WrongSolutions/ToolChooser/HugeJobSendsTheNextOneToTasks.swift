// Mistake: After a huge job, the next one goes to async tasks from 33 pieces on.
// Diagnosis: wrongResult

import ExerciseKit
import Synchronization

private let isLoaded = Mutex(false)  // a huge job has just been handed out

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
  let wasLoaded = isLoaded.withLock {
    let before = $0
    $0 = job.calls != .blocking && job.count >= 10_000
    return before
  }
  switch job.calls {
  case .async: return .asyncTasks
  case .blocking: return .threads
  case .both: return job.count <= (wasLoaded ? Job.few / 2 : Job.few) ? .threads : .asyncTasks
  }
}
