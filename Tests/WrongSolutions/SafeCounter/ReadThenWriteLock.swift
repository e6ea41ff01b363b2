// Mistake: Read and write each hold the lock, but it is given back between them.
// Diagnosis: checkThenAct
// Line: lock.withLock { counter.value = seen + 1 }
// Line: let seen = lock.withLock { counter.value }

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
      for _ in 0..<times {
        let seen = lock.withLock { counter.value }
        lock.withLock { counter.value = seen + 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
