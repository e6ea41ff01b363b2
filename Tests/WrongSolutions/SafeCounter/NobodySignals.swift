// Mistake: The caller sleeps on a condition, and no thread ever signals it.
// Diagnosis: deadlock
// Line: while running.value > 0 { ended.wait() }

import ExerciseKit

/// Counts with several threads and a countdown.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let ended = Condition()
  let running = Shared(threads)
  for _ in 0..<threads {
    _ = spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
      ended.withLock { running.value -= 1 }
    }
  }
  ended.withLock {
    while running.value > 0 { ended.wait() }
  }
}
