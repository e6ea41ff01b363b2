// Mistake: It waits for one signal fewer than there are tasks.
// Diagnosis: returnsEarly

import Dispatch
import ExerciseKit
import Foundation

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let done = DispatchSemaphore(value: 0)
  var iterator = tasks.makeIterator()
  guard let first = iterator.next() else { return }

  Thread.detachNewThread {
    first()
    done.signal()
  }
  var started = 0
  while let task = iterator.next() {
    Thread.detachNewThread {
      task()
      done.signal()
    }
    started += 1
  }
  if started == 0 { done.wait() }
  for _ in 0..<started { done.wait() }
}
