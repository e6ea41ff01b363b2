// Mistake: All pthreads get the address of one slot, which is overwritten before a thread has read it.
// Diagnosis: dataRace

import ExerciseKit
import Foundation

private struct Slot {
  var task: @Sendable () -> Void
}

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard let first = tasks.first else { return }
  let slot = UnsafeMutablePointer<Slot>.allocate(capacity: 1)
  slot.initialize(to: Slot(task: first))

  var handles: [pthread_t] = []
  for task in tasks {
    slot.pointee.task = task
    var handle = pthread_t()
    let status = pthread_create(
      &handle, nil,
      { raw in
        if let raw { raw.assumingMemoryBound(to: Slot.self).pointee.task() }
        return nil
      }, slot)
    precondition(status == 0, "no thread to be had")
    handles.append(handle)
  }
  for handle in handles { pthread_join(handle, nil) }
  slot.deinitialize(count: 1)
  slot.deallocate()
}
