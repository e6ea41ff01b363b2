/// Calls the exercise ToolChooser, which must have this signature:
///
///     public func tool(for job: Job) throws -> Tool

import ExerciseKit
import SubjectRuntime
import ToolChooser
import Wire

serve { request, _ in
  let jobs = try (request["jobs"].array ?? []).map { try $0.decoded(as: Job.self) }
  // Each one once, unless an order is given, in which a job may stand often.
  let order = request["order"].ints ?? Array(jobs.indices)
  return .array(
    try order.map { index in
      do {
        return .string(try tool(for: jobs[index]).rawValue)
      } catch let error as InvalidArgument {
        return .string("InvalidArgument(\"\(error.name)\", ...)")
      }
    })
}
