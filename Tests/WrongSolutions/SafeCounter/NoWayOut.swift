// Mistake: The loop of a thread has no way out.
// Diagnosis: timedOut

import ExerciseKit

/// Counts with several threads and one lock.
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
      var done = 0
      while done != times + 1 {
        if done < times { lock.withLock { counter.value += 1 } }
        done = min(done + 1, times)
      }
    }
  }
  for thread in team { thread.join() }
}
