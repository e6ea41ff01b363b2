// Mistake: Each thread reports its end before it begins to count.
// Diagnosis: returnsEarly
// Line: lock.withLock { counter.value += 1 }

import ExerciseKit

/// Counts with several threads and a semaphore for the ends.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let ended = CountingSemaphore(value: 0)
  for _ in 0..<threads {
    _ = spawn {
      ended.signal()
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for _ in 0..<threads { ended.wait() }
}
