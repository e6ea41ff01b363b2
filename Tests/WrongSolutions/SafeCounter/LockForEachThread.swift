// Mistake: Every thread makes a lock of its own, and a lock that nobody shares keeps nobody out.
// Diagnosis: lostUpdate
// Line: lock.withLock { counter.value += 1 }

import ExerciseKit

/// Counts with several threads and a lock for each.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let team = (0..<threads).map { _ in
    spawn {
      let lock = Lock()
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
