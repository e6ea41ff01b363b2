import ExerciseKit
import Foundation
import Synchronization

private final class Guardian: @unchecked Sendable {
  private let creation = Mutex(())
  private let isMade = Atomic(false)
  private var made: NSLock?

  var lock: NSLock {
    if !isMade.load(ordering: .acquiring) {
      creation.withLock { _ in
        if !isMade.load(ordering: .relaxed) {
          made = NSLock()
          isMade.store(true, ordering: .releasing)
        }
      }
    }
    guard let made else { fatalError("no lock") }
    return made
  }
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
///
/// Double-checked locking whose first look is an acquiring load of a flag that is stored with
/// release after the lock was made.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let guardian = Guardian()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        guardian.lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
