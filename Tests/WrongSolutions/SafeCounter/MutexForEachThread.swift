// Mistake: Every thread makes its own `Mutex`, so no two threads ever meet at one.
// Diagnosis: lostUpdate
// Line: mutex.withLock { _ in counter.value += 1 }

import ExerciseKit
import Synchronization

/// Counts with several threads and a mutex.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let team = (0..<threads).map { _ in
    spawn {
      let mutex = Mutex(())
      for _ in 0..<times {
        mutex.withLock { _ in counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
