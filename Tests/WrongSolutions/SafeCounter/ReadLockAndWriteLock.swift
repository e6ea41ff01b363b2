// Mistake: One lock guards the read and another guards the write, and neither guards both.
// Diagnosis: lostUpdate
// Line: writing.withLock { counter.value = seen + 1 }
// Line: let seen = reading.withLock { counter.value }

import ExerciseKit

/// Counts with several threads and two locks.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let reading = Lock()
  let writing = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        let seen = reading.withLock { counter.value }
        writing.withLock { counter.value = seen + 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
