// Mistake: `times: 0` is refused, although it only leaves the counter as it is.
// Diagnosis: wrongResult

import ExerciseKit

/// Counts with several threads, at least once.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 1 else {
    throw InvalidArgument("times", "must be at least 1, not \(times)")
  }
  let lock = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
