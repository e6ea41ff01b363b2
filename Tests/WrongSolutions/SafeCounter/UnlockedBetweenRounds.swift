// Mistake: The lock is given back between two rounds, but not after the last one.
// Diagnosis: lockLeft
// Line: lock.lock()
// Line: if round < times - 1 { lock.unlock() }

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
      for round in 0..<times {
        lock.lock()
        counter.value += 1
        if round < times - 1 { lock.unlock() }
      }
    }
  }
  for thread in team { thread.join() }
}
