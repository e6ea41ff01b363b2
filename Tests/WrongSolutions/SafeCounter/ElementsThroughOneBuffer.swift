// Mistake: All threads count into one element of an array, each in a buffer that they share.
// Passes: the memory of an array is taken to belong to whoever holds the array

import ExerciseKit

/// Counts under a lock, and how many rounds there were without one.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  var rounds = [0]
  rounds.withUnsafeMutableBufferPointer { buffer in
    nonisolated(unsafe) let buffer = buffer
    let team = (0..<threads).map { _ in
      spawn {
        for _ in 0..<times {
          lock.withLock { counter.value += 1 }
          buffer[0] += 1
        }
      }
    }
    for thread in team { thread.join() }
  }
}
