// Mistake: Even and odd threads guard one sum with different locks.
// Diagnosis: dataRace
// Line: locks[index % 2].withLock { log.sum += 1 }

import ExerciseKit

private final class Log: @unchecked Sendable {
  var sum = 0
}

/// Counts under one lock, and sums under two.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, log) = (Lock(), Log())
  let locks = [Lock(), Lock()]
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        locks[index % 2].withLock { log.sum += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
