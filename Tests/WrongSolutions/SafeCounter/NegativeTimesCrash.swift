// Mistake: Negative `times` are not refused, and make a range that ends before it starts.
// Diagnosis: crashed
// Line: for _ in 0..<times {

import ExerciseKit

/// Counts with several threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
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
