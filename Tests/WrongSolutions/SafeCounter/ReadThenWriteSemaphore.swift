// Mistake: The permit is given back between the read and the write.
// Diagnosis: checkThenAct
// Line: counter.value = next
// Line: let seen = counter.value

import Dispatch
import ExerciseKit

/// Counts with several threads and a semaphore.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let permit = DispatchSemaphore(value: 1)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        permit.wait()
        let seen = counter.value
        permit.signal()

        let next = seen + 1

        permit.wait()
        counter.value = next
        permit.signal()
      }
    }
  }
  for thread in team { thread.join() }
}
