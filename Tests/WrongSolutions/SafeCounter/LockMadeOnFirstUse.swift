// Mistake: The lock is made when it is first asked for, and two threads may each make one.
// Diagnosis: dataRace
// Line: if made == nil {

import ExerciseKit
import Foundation

/// Makes its lock when somebody first needs it.
private final class LockOnDemand: @unchecked Sendable {
  private var made: NSLock?
  private let making = NSLock()

  var lock: NSLock? {
    if made == nil {
      let fresh = NSLock()
      making.lock()
      made = fresh
      making.unlock()
    }
    return made
  }
}

/// Counts under a lock that is made on demand.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let door = LockOnDemand()
  let team = (0..<threads).map { _ in
    spawn {
      let lock = door.lock
      for _ in 0..<times {
        lock?.lock()
        counter.value += 1
        lock?.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
