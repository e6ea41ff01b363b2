/// Calls the exercise SafeCounter, which must have this signature:
///
///     public func count(into counter: Shared<Int>, threads: Int, times: Int) throws

import ExerciseKit
import SafeCounter
import SubjectRuntime
import Wire

serve { request, stage in
  let counter = Shared(request["start"].int ?? 0)
  // The first value that is looked at is number 1 for the judge.
  _ = counter.value
  try count(
    into: counter, threads: request["threads"].int ?? 1, times: request["times"].int ?? 0)
  stage.noteReturn()
  return .int(counter.value)
}
