// Mistake: Beside the counter each thread counts its rounds in a property of a shared object, without the lock.
// Diagnosis: dataRace
// Line: log.rounds += 1

import ExerciseKit

private final class Log: @unchecked Sendable {
  var rounds = 0
}

/// Counts under a lock, and notes all rounds.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, log) = (Lock(), Log())
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        log.rounds += 1
      }
    }
  }
  for thread in team { thread.join() }
}
