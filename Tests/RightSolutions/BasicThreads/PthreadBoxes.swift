import ExerciseKit
import Foundation

private final class Box {
  let task: @Sendable () -> Void
  init(_ task: @escaping @Sendable () -> Void) { self.task = task }
}

/// Runs all tasks at the same time, each on a thread of its own.
///
/// Each pthread gets a box of its own, retained for it and released by it, and pthread_create and
/// pthread_join order all uses.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  var handles: [pthread_t] = []
  for task in tasks {
    var handle = pthread_t()
    let box = Unmanaged.passRetained(Box(task))
    let status = pthread_create(
      &handle, nil,
      { raw in
        if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().task() }
        return nil
      }, box.toOpaque())
    precondition(status == 0, "no thread to be had")
    handles.append(handle)
  }
  for handle in handles { pthread_join(handle, nil) }
}
