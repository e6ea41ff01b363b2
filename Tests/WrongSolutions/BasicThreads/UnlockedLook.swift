// Mistake: The count of ended tasks is written under a lock, but read without it by who may be the last.
// Diagnosis: lostUpdate

import ExerciseKit

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else { return }
  let lock = Lock()
  let ended = Shared(0)
  let allEnded = CountingSemaphore(value: 0)
  let total = tasks.count

  let threads = tasks.map { task in
    spawn {
      task()
      lock.withLock { ended.value += 1 }
      if ended.value == total { allEnded.signal() }
    }
  }
  allEnded.wait()
  threads.forEach { $0.join() }
}
