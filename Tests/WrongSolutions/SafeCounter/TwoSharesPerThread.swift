// Mistake: A thread counts for two, so only half of the threads asked for are started.
// Diagnosis: underParallel

import ExerciseKit

/// Counts with half as many threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let team = stride(from: 0, to: threads, by: 2).map { index in
    spawn {
      let shares = min(2, threads - index)
      for _ in 0..<shares * times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
