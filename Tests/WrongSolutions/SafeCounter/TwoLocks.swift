// Mistake: Even and odd threads use different locks, so one of each can be inside at once.
// Diagnosis: lostUpdate
// Line: lock.withLock { counter.value += 1 }

import ExerciseKit

/// Counts with several threads and two locks.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let even = Lock()
  let odd = Lock()
  let team = (0..<threads).map { index in
    spawn {
      let lock = index.isMultiple(of: 2) ? even : odd
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
