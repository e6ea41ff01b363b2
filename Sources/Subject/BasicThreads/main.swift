/// Calls the exercise BasicThreads, which must have this signature:
///
///     public func runTogether(_ tasks: [@Sendable () -> Void]) throws

import BasicThreads
import ExerciseKit
import SubjectRuntime
import Wire

serve { request, stage in
  let count = request["tasks"].int ?? 0
  // Each task leaves a mark of its own; the judge knows them by their numbers, 1 and up.
  let marks = (0..<count).map { _ in Shared(0) }
  _ = marks.map(\.value)
  try runTogether(
    marks.enumerated().map { index, mark in
      { stage.perform("task", "task \(index + 1)") { mark.value += 1 } }
    })
  stage.noteReturn()
  // In other runs threads that were not waited for may be at work on them.
  return .ints(stage.isExplored ? marks.map(\.value) : [])
}
