// Mistake: Each thread counts for itself and adds its whole sum at once, not 1 at a time.
// Diagnosis: missedWork

import ExerciseKit

/// Counts with several threads that add their sums.
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
      var sum = 0
      for _ in 0..<times { sum += 1 }
      lock.withLock { counter.value += sum }
    }
  }
  for thread in team { thread.join() }
}
