// Mistake: A lock is handed to the others by a plain property and a relaxed flag, which orders nothing.
// Diagnosis: dataRace
// Line: stand.lock = Lock()

import ExerciseKit
import Synchronization

private final class Stand: @unchecked Sendable {
  var lock: Lock?
  let isReady = Atomic(false)
}

/// Counts under a lock that one thread hands to all.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let stand = Stand()
  let team = (0..<threads).map { index in
    spawn {
      if index == 0 {
        stand.lock = Lock()
        stand.isReady.store(true, ordering: .relaxed)
      }
      while !stand.isReady.load(ordering: .relaxed) {}
      guard let lock = stand.lock else { return }
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
    }
  }
  for thread in team { thread.join() }
}
