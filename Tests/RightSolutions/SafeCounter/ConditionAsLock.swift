import ExerciseKit

/// Counts with one condition, for the counter and for the end.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let condition = Condition()
  let running = Shared(threads)
  for _ in 0..<threads {
    _ = spawn {
      for _ in 0..<times {
        condition.withLock { counter.value += 1 }
      }
      condition.withLock {
        running.value -= 1
        condition.broadcast()
      }
    }
  }
  condition.withLock {
    while running.value > 0 { condition.wait() }
  }
}
