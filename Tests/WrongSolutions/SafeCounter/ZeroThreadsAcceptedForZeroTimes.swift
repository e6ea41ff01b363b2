// Mistake: With 0 times nothing is refused, not even 0 threads.
// Diagnosis: wrongResult

import ExerciseKit

/// Adds 1 to the counter, `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  if threads == 0 && times == 0 { return }  // nothing to do
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must not be negative, not \(times)") }
  let lock = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
