// Mistake: The threads are cancelled before they have begun with their tasks.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Starts a thread for every task, and cancels them all before they are joined.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { task in
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(task))
    pthread_create(
      &thread, nil,
      { given in
        usleep(200_000)
        given.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().task() }
        return nil
      }, work.toOpaque())
    return thread
  }
  for thread in threads { pthread_cancel(thread) }
  for thread in threads { pthread_join(thread, nil) }
}

private final class Work: Sendable {
  let task: @Sendable () -> Void
  init(_ task: @escaping @Sendable () -> Void) { self.task = task }
}
