// Mistake: Each thread gives the lock back twice, the second time when another may have it.
// Diagnosis: lostUpdate

import ExerciseKit
import Foundation

/// Counts with several threads and one lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = NSLock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
