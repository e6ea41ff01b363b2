// Mistake: The caller asks in an endless loop how many threads have ended.
// Diagnosis: busyWait
// Line: while tally.ended.load(ordering: .acquiring) < threads {}

import ExerciseKit
import Synchronization

/// Counts with several threads, and counts their ends.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let tally = Tally()
  for _ in 0..<threads {
    _ = spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
      tally.ended.add(1, ordering: .releasing)
    }
  }
  while tally.ended.load(ordering: .acquiring) < threads {}
}

private final class Tally: Sendable {
  let ended = Atomic(0)
}
