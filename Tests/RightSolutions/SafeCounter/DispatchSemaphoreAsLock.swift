import Dispatch
import ExerciseKit

/// Counts with one of Dispatch's semaphores as the lock.
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
        defer { permit.signal() }
        counter.value += 1
      }
    }
  }
  for thread in team { thread.join() }
}
