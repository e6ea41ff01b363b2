// Mistake: The semaphore starts without a permit, so the first thread waits as well.
// Diagnosis: deadlock
// Line: permit.wait()

import ExerciseKit

/// Counts with several threads and a semaphore.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let permit = CountingSemaphore(value: 0)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        permit.wait()
        counter.value += 1
        permit.signal()
      }
    }
  }
  for thread in team { thread.join() }
}
