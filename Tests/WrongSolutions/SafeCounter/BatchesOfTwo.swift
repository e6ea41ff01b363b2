// Mistake: Two threads are started and joined before the next two may start.
// Diagnosis: underParallel

import ExerciseKit

/// Counts with two threads after two.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  for start in stride(from: 0, to: threads, by: 2) {
    let batch = (start..<min(start + 2, threads)).map { _ in
      spawn {
        for _ in 0..<times {
          lock.withLock { counter.value += 1 }
        }
      }
    }
    for thread in batch { thread.join() }
  }
}
