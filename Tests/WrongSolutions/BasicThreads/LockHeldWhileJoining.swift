// Mistake: The caller joins the threads with the lock in its hand that they need to end.
// Diagnosis: deadlock
// Line: for thread in threads { thread.join() }
// Line: lock.withLock { ended.value += 1 }

import ExerciseKit

/// Runs every task on a thread, and counts the ends.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let lock = Lock()
  let ended = Shared(0)
  lock.withLock {
    let threads = tasks.map { task in
      spawn {
        task()
        lock.withLock { ended.value += 1 }
      }
    }
    for thread in threads { thread.join() }
  }
}
