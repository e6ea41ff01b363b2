// Mistake: Even and odd threads take two locks in opposite order, and can wait for each other.
// Diagnosis: deadlock
// Line: second.lock()

import ExerciseKit

/// Counts with several threads and two locks.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let left = Lock()
  let right = Lock()
  let team = (0..<threads).map { index in
    spawn {
      let (first, second) = index.isMultiple(of: 2) ? (left, right) : (right, left)
      for _ in 0..<times {
        first.lock()
        second.lock()
        counter.value += 1
        second.unlock()
        first.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
