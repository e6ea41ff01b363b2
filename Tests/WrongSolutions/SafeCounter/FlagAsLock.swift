// Mistake: A shared flag stands in for a lock, and two threads can find it down at the same time.
// Diagnosis: lostUpdate
// Line: counter.value += 1
// Line: while isTaken.value {}
// Line: isTaken.value = true

import ExerciseKit

/// Counts with several threads and a flag.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let isTaken = Shared(false)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        while isTaken.value {}
        isTaken.value = true
        counter.value += 1
        isTaken.value = false
      }
    }
  }
  for thread in team { thread.join() }
}
