// Mistake: Each thread starts a further thread for every addition, and joins it.
// Diagnosis: unbounded

import ExerciseKit

/// Counts with several threads that have helpers.
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
        let helper = spawn {
          lock.withLock { counter.value += 1 }
        }
        helper.join()
      }
    }
  }
  for thread in team { thread.join() }
}
