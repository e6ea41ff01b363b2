// Mistake: After its task a thread waits for another one, and nobody ever ends it.
// Diagnosis: leaksThreads

import Dispatch
import ExerciseKit
import Foundation

/// Runs every task on a thread that could take another one.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let ended = DispatchSemaphore(value: 0)
  let more = DispatchSemaphore(value: 0)
  for task in tasks {
    Thread.detachNewThread {
      task()
      ended.signal()
      more.wait()
    }
  }
  for _ in tasks { ended.wait() }
}
