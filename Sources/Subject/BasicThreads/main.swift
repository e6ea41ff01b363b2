/// Calls the exercise BasicThreads, which must have this signature:
///
///     public func runTogether(_ tasks: [@Sendable () -> Void]) throws

import BasicThreads
import ExerciseKit
import SubjectRuntime
import Wire

serve { request, stage in
  let (tasks, calls) = (request["tasks"].int ?? 0, request["calls"].int ?? 1)
  // Each task leaves a mark of its own; the judge knows them by their numbers, 1 and up.
  let marks = (0..<calls * tasks).map { _ in Shared(0) }
  _ = marks.map(\.value)

  // What is told of a controlled call is its tasks' marks at its return, and after how many steps that
  // was. In other runs threads that were not waited for may be at work on them.
  let call: @Sendable (Int) throws -> Value = { number in
    let own = marks[number * tasks..<(number + 1) * tasks]
    try runTogether(
      own.enumerated().map { index, mark in
        { stage.perform("task", "\(number * tasks + index + 1)") { mark.value += 1 } }
      })
    if calls == 1 { stage.noteReturn() }
    let steps = stage.stepsSoFar
    return stage.isExplored ? ["marks": .ints(own.map(\.value)), "steps": .int(steps)] : .null
  }
  guard calls > 1 else { return [try call(0)] }
  let others = Guarded<[Value]>([])
  let team = (1..<calls).map { number in
    spawn {
      // A call that throws tells nothing, which the judge sees.
      guard let told = try? call(number) else { return }
      others.withLock { $0.append(told) }
    }
  }
  let first = try call(0)
  for other in team { other.join() }
  return .array([first] + others.withLock { $0 })
}
