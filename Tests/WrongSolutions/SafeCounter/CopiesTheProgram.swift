// Mistake: The program makes a copy of itself, and the copy counts; what it counts nobody else sees.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Counts in another process, with several threads and one lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
  let child = fork()
  guard child == 0 else {
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return
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
  _exit(0)
}
