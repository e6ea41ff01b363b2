// Mistake: The read is one block on the serial queue and the write is another one.
// Diagnosis: checkThenAct
// Line: queue.sync { counter.value = seen + 1 }
// Line: let seen = queue.sync { counter.value }

import Dispatch
import ExerciseKit

/// Counts with several threads and a serial queue.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let queue = DispatchQueue(label: "counter")
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        let seen = queue.sync { counter.value }
        queue.sync { counter.value = seen + 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
