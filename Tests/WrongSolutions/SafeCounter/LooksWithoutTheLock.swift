// Mistake: The sum is changed under the lock, and looked at without it.
// Diagnosis: dataRace
// Line: if log.sum < 0 { return }

import ExerciseKit

private final class Log: @unchecked Sendable {
  var sum = 0
}

/// Counts under a lock, with a sum beside it.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, log) = (Lock(), Log())
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        if log.sum < 0 { return }
        lock.withLock {
          log.sum += 1
          counter.value += 1
        }
      }
    }
  }
  for thread in team { thread.join() }
}
