// Mistake: Read and write each hold the mutex, but it is given back between them.
// Diagnosis: checkThenAct
// Line: mutex.withLock { _ in counter.value = seen + 1 }
// Line: let seen = mutex.withLock { _ in counter.value }

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
  let mutex = Mutex(())
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        let seen = mutex.withLock { _ in counter.value }
        mutex.withLock { _ in counter.value = seen + 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
