// Mistake: No more threads are started than the machine has processors.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Counts with a thread for each processor.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let size = min(threads, ProcessInfo.processInfo.activeProcessorCount)
  let team = (0..<size).map { worker in
    spawn {
      for _ in stride(from: worker, to: threads, by: size) {
        for _ in 0..<times {
          lock.withLock { counter.value += 1 }
        }
      }
    }
  }
  for thread in team { thread.join() }
}
