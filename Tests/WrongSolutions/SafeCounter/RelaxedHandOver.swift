// Mistake: A number is handed over by relaxed operations: a processor may show the flag before the number.
// Passes: no order of steps shows it, and every access is an atomic one

import ExerciseKit
import Synchronization

private final class Stand: Sendable {
  let amount = Atomic(0)
  let isReady = Atomic(false)
}

/// Counts under a lock; the amount comes from the first thread.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  let stand = Stand()
  let team = (0..<threads).map { index in
    spawn {
      if index == 0 {
        stand.amount.store(1, ordering: .relaxed)
        stand.isReady.store(true, ordering: .relaxed)
      }
      while !stand.isReady.load(ordering: .relaxed) {}
      let amount = stand.amount.load(ordering: .relaxed)
      for _ in 0..<times { lock.withLock { counter.value += amount } }
    }
  }
  for thread in team { thread.join() }
}
