// Mistake: From 65 threads on one of them doesn't add.
// Passes: no check asks for so many

import ExerciseKit

/// Counts under a lock, with a desk for each of 64 threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  let team = (0..<threads).map { number in
    spawn {
      guard number < 64 else { return }
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
    }
  }
  for thread in team { thread.join() }
}
