// Mistake: A helper takes the lock that its caller holds already.
// Diagnosis: deadlock
// Line: lock.lock()
// Line: lock.withLock { addOne(to: counter, under: lock) }

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
        lock.withLock { addOne(to: counter, under: lock) }
      }
    }
  }
  for thread in team { thread.join() }
}

private func addOne(to counter: Shared<Int>, under lock: Lock) {
  lock.lock()
  defer { lock.unlock() }
  counter.value += 1
}
