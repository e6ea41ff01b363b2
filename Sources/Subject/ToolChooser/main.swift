/// Calls the exercise ToolChooser, which must have this signature:
///
///     public func tool(for job: Job) throws -> Tool

import ExerciseKit
import SubjectRuntime
import ToolChooser
import Wire

serve { request, _ in
  .array(
    try (request["jobs"].array ?? []).map { value in
      let job = try value.decoded(as: Job.self)
      do {
        return .string(try tool(for: job).rawValue)
      } catch let error as InvalidArgument {
        return .string("InvalidArgument(\"\(error.name)\", ...)")
      }
    })
}
