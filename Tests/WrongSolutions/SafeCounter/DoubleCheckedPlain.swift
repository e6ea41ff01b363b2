// Mistake: Double-checked locking whose first look, at a plain variable, is not synchronised.
// Diagnosis: dataRace

import ExerciseKit
import Foundation

private final class Guardian: @unchecked Sendable {
  private let creation = NSLock()
  private var made: NSLock?

  /// The lock of the counter, made when it is first needed.
  var lock: NSLock {
    if let made { return made }
    creation.lock()
    defer { creation.unlock() }
    if let made { return made }
    let lock = NSLock()
    made = lock
    return lock
  }
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
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
  team.forEach { $0.join() }
}
