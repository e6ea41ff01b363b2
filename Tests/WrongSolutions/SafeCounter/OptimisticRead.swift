// Mistake: The old value is read without the lock and checked again under it: the read races.
// Diagnosis: lostUpdate

import ExerciseKit

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let lock = Lock()

  @Sendable func replace(_ old: Int, by new: Int) -> Bool {
    lock.withLock {
      guard counter.value == old else { return false }
      counter.value = new
      return true
    }
  }

  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        var old = counter.value
        while !replace(old, by: old + 1) { old = lock.withLock { counter.value } }
      }
    }
  }
  for thread in team { thread.join() }
}
