// Mistake: The caller joins the threads with the lock in its hand that they need to go on.
// Diagnosis: deadlock
// Line: for thread in team { thread.join() }
// Line: lock.withLock { counter.value += 1 }

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
  lock.lock()
  defer { lock.unlock() }
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
