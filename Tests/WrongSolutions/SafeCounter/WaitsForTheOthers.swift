// Mistake: Each thread waits with the lock held until the others have begun, which they cannot.
// Diagnosis: deadlock
// Line: go.wait()
// Line: lock.withLock {

import ExerciseKit

/// Counts with several threads that start together.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let begun = Shared(0)
  let go = CountingSemaphore(value: 0)
  let team = (0..<threads).map { _ in
    spawn {
      lock.withLock {
        begun.value += 1
        if begun.value == threads {
          for _ in 1..<threads { go.signal() }
        } else {
          go.wait()
        }
      }
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
