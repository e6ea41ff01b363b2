// Mistake: Each thread waits for a byte from a pipe that nobody writes to.
// Diagnosis: deadlock
// Line: _ = starter.fileHandleForReading.readData(ofLength: 1)

import ExerciseKit
import Foundation

/// Counts with several threads and one lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let starter = Pipe()
  let team = (0..<threads).map { _ in
    spawn {
      _ = starter.fileHandleForReading.readData(ofLength: 1)
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
