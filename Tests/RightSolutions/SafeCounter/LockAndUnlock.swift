import ExerciseKit

/// Counts with several threads in a list.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  var team: [SpawnedThread] = []
  for _ in 1...threads {
    team.append(
      spawn {
        var remaining = times
        while remaining > 0 {
          lock.lock()
          counter.value += 1
          lock.unlock()
          remaining -= 1
        }
      })
  }
  for thread in team { thread.join() }
}
