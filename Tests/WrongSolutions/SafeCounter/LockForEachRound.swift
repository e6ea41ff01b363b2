// Mistake: Every single addition makes a new lock, which is always open.
// Diagnosis: lostUpdate
// Line: counter.value += 1

import ExerciseKit

/// Counts with several threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        addOne(to: counter)
      }
    }
  }
  for thread in team { thread.join() }
}

private func addOne(to counter: Shared<Int>) {
  let lock = Lock()
  lock.lock()
  counter.value += 1
  lock.unlock()
}
