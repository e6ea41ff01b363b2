// Mistake: The caller sleeps on the kit's condition, and none of Foundation's threads ever wakes it.
// Diagnosis: deadlock
// Line: while running.value > 0 { ended.wait() }

import ExerciseKit
import Foundation

/// Counts with Foundation's threads and a countdown.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = NSLock()
  let ended = Condition()
  let running = Shared(threads)
  for _ in 0..<threads {
    Thread.detachNewThread {
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
