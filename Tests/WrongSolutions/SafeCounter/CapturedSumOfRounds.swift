// Mistake: All threads add to one captured variable, without a lock.
// Diagnosis: dataRace
// Line: done += 1

import ExerciseKit

/// Counts under a lock, and captures a sum.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  nonisolated(unsafe) var done = 0
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      done += 1
    }
  }
  for thread in team { thread.join() }
  if done > threads { counter.value = 0 }
}
