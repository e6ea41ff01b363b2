// Mistake: A lazy property is made by whoever uses it first, and that may be two threads at once.
// Diagnosis: dataRace
// Line: desk.lock.withLock { counter.value += 1 }

import ExerciseKit

private final class Desk: @unchecked Sendable {
  lazy var lock = Lock()
}

/// Counts under a lock that a lazy property holds.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let desk = Desk()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        desk.lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
