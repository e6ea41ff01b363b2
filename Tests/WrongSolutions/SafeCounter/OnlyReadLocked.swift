// Mistake: The lock is held for the read alone; the sum is written after it is given back.
// Diagnosis: lostUpdate
// Line: counter.value = seen + 1
// Line: let seen = counter.value

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
        lock.lock()
        let seen = counter.value
        lock.unlock()
        counter.value = seen + 1
      }
    }
  }
  for thread in team { thread.join() }
}
