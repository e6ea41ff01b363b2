import ExerciseKit
import Foundation

/// pthread_create passes one raw pointer along, so the closure travels in an object.
private final class Parcel: Sendable {
  let task: @Sendable () -> Void

  init(_ task: @escaping @Sendable () -> Void) {
    self.task = task
  }
}

/// Runs all tasks at the same time, each on a thread of its own.
///
/// Returns only when the last task has ended, and sleeps until then.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = UnsafeMutablePointer<pthread_t>.allocate(capacity: tasks.count)
  defer { threads.deallocate() }

  for (place, task) in tasks.enumerated() {
    let parcel = Unmanaged.passRetained(Parcel(task)).toOpaque()
    let code = pthread_create(
      threads + place, nil,
      { raw in
        if let raw { Unmanaged<Parcel>.fromOpaque(raw).takeRetainedValue().task() }
        return nil
      }, parcel)
    // Tasks that run already may wait for this one, so there is no way to go on without it.
    precondition(code == 0, "no thread for task \(place): \(String(cString: strerror(code)))")
  }

  for place in tasks.indices {
    pthread_join(threads[place], nil)
  }
}
