// Mistake: A thread that finds the lock taken saves the addition up for the end.
// Diagnosis: wrongResult

import ExerciseKit
import Foundation

/// Adds 1 to the counter, `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must not be negative, not \(times)") }
  let lock = NSLock()
  let team = (0..<threads).map { _ in
    spawn {
      var missed = 0
      for _ in 0..<times {
        if lock.try() {
          counter.value += 1
          lock.unlock()
        } else {
          missed += 1  // don't wait, do it later
        }
      }
      if missed > 0 {
        lock.lock()
        counter.value += missed
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
