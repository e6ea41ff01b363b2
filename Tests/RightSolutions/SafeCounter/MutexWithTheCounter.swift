import ExerciseKit
import Synchronization

/// Counts under a mutex that holds the counter.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let guarded = Mutex(counter)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        guarded.withLock { $0.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
