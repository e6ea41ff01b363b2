// Mistake: Every single addition gets a thread of its own.
// Diagnosis: unbounded

import ExerciseKit

/// Counts with very many threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let team = (0..<threads * times).map { _ in
    spawn {
      lock.withLock { counter.value += 1 }
    }
  }
  for thread in team { thread.join() }
}
