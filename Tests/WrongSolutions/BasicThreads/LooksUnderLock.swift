// Mistake: The caller takes the lock over and over only to look whether a flag is set.
// Diagnosis: busyWait
// Line: while lock.withLock({ flags.value.contains(false) }) {

import ExerciseKit

/// Runs every task on a thread, with a list of flags.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let lock = Lock()
  let flags = Shared(tasks.map { _ in false })
  for index in tasks.indices {
    _ = spawn {
      tasks[index]()
      lock.withLock { flags.value[index] = true }
    }
  }
  while lock.withLock({ flags.value.contains(false) }) {
    // not yet
  }
}
