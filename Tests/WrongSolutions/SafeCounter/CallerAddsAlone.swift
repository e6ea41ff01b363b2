// Mistake: The caller makes all the additions by itself; no thread is started.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit

/// Counts as often as several threads would.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  for _ in 0..<threads {
    for _ in 0..<times { counter.value += 1 }
  }
}
