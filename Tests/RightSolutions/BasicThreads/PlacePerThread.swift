import Dispatch
import ExerciseKit
import Foundation

private struct Places: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Bool>
}

/// Runs all tasks at the same time, each on a thread of its own.
///
/// Every thread writes only its own place behind the pointer, and the places are read after each
/// thread has signalled.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let hasRun = Places(pointer: .allocate(capacity: tasks.count))
  hasRun.pointer.initialize(repeating: false, count: tasks.count)
  defer { hasRun.pointer.deallocate() }

  let oneEnded = DispatchSemaphore(value: 0)
  for (place, task) in tasks.enumerated() {
    Thread.detachNewThread {
      task()
      hasRun.pointer[place] = true
      oneEnded.signal()
    }
  }
  for _ in tasks { oneEnded.wait() }
  for place in tasks.indices { precondition(hasRun.pointer[place]) }
}
