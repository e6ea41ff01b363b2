// Mistake: The threads count in a mutex of their own, and the caller adds the total at the end.
// Diagnosis: missedWork

import ExerciseKit
import Synchronization

/// Counts with several threads, and then adds the total.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let total = Mutex(0)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { total.withLock { $0 += 1 } }
    }
  }
  for thread in team { thread.join() }
  counter.value += total.withLock { $0 }
}
