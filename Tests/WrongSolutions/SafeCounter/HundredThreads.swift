// Mistake: A hundred threads are started whatever was asked; those too many find nothing to do.
// Diagnosis: unbounded

import ExerciseKit

/// Counts with as many of a hundred threads as are needed.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let team = (0..<100).map { number in
    spawn {
      guard number < threads else { return }
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
