// Mistake: The first of the two looks for the lock is outside of the lock that guards its making.
// Diagnosis: dataRace
// Line: if let made { return made }

import ExerciseKit

/// Makes its lock once; looks before it takes the lock for making, and again behind.
private final class LockOnDemand: @unchecked Sendable {
  private var made: Lock?
  private let making = Lock()

  func lock() -> Lock {
    if let made { return made }
    return making.withLock {
      if let made { return made }
      let fresh = Lock()
      made = fresh
      return fresh
    }
  }
}

/// Counts under a lock that is looked for twice.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let door = LockOnDemand()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { door.lock().withLock { counter.value += 1 } }
    }
  }
  for thread in team { thread.join() }
}
