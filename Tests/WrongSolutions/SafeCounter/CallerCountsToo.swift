// Mistake: The caller makes as many additions as each of the threads, besides all of them.
// Diagnosis: repeatedWork

import ExerciseKit

/// Counts with several threads, and helps them.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let work: @Sendable () -> Void = {
    for _ in 0..<times {
      lock.withLock { counter.value += 1 }
    }
  }
  let team = (0..<threads).map { _ in spawn(work) }
  work()
  for thread in team { thread.join() }
}
