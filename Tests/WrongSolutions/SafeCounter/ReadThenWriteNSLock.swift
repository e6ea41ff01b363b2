// Mistake: The lock is taken twice for one addition: once to read and once to write.
// Diagnosis: checkThenAct
// Line: counter.value = seen + 1
// Line: let seen = counter.value

import ExerciseKit
import Foundation

/// Counts with several threads and an `NSLock`.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = NSLock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.lock()
        let seen = counter.value
        lock.unlock()
        lock.lock()
        counter.value = seen + 1
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
