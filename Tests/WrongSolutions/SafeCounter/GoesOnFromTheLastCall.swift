// Mistake: A call goes on from what the one before wrote last, whatever the counter holds by now.
// Diagnosis: wrongResult

import ExerciseKit
import Synchronization

private let last = Mutex<Int?>(nil)

/// Adds 1 to the counter `threads * times` times in all.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must not be negative, not \(times)") }
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        last.withLock { known in
          let value = (known ?? counter.value) + 1
          counter.value = value
          known = value
        }
      }
    }
  }
  for thread in team { thread.join() }
}
