// Mistake: The lock is held for the write alone; the value was read before.
// Diagnosis: lostUpdate
// Line: let next = counter.value + 1
// Line: counter.value = next

import ExerciseKit

/// Counts with several threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        let next = counter.value + 1
        lock.lock()
        counter.value = next
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
