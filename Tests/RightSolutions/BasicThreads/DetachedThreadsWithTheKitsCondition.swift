import ExerciseKit
import Foundation

/// Runs every task on one of Foundation's threads; the caller sleeps on the kit's condition until the
/// last has ended.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let changed = Condition()
  let running = Shared(tasks.count)
  for task in tasks {
    Thread.detachNewThread {
      task()
      changed.withLock {
        running.value -= 1
        changed.signal()
      }
    }
  }
  changed.withLock {
    while running.value > 0 { changed.wait() }
  }
}
