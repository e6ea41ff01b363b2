// Mistake: The semaphore has a permit for every thread, so it never keeps one out.
// Diagnosis: lostUpdate
// Line: counter.value += 1

import ExerciseKit

/// Counts with several threads and a semaphore.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let permits = CountingSemaphore(value: threads)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        permits.wait()
        counter.value += 1
        permits.signal()
      }
    }
  }
  for thread in team { thread.join() }
}
