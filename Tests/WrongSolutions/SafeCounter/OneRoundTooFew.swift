// Mistake: The rounds are counted from 1 and stop before `times`: one is missing.
// Diagnosis: missedWork

import ExerciseKit

/// Counts with several threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      var round = 1
      while round < times {
        lock.withLock { counter.value += 1 }
        round += 1
      }
    }
  }
  for thread in team { thread.join() }
}
