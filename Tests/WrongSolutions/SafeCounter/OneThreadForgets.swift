// Mistake: The first thread adds without the lock that all the others take.
// Diagnosis: lostUpdate
// Line: for _ in 0..<times { counter.value += 1 }

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
  var team = [
    spawn {
      for _ in 0..<times { counter.value += 1 }
    }
  ]
  for _ in 1..<threads {
    team.append(
      spawn {
        for _ in 0..<times {
          lock.withLock { counter.value += 1 }
        }
      })
  }
  for thread in team { thread.join() }
}
