// Mistake: The loop is left by a `break` that stands between the lock and the unlock.
// Diagnosis: lockLeft
// Line: lock.lock()
// Line: if added == times { break }

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
      var added = 0
      while true {
        lock.lock()
        if added == times { break }
        counter.value += 1
        added += 1
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
