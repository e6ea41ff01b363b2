// Mistake: 0 threads are no error here, but a call that does nothing.
// Diagnosis: wrongResult

import ExerciseKit

/// Counts with several threads, if there are any.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  guard threads >= 1 else { return }
  let lock = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
