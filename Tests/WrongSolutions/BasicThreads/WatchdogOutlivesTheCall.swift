// Mistake: A helper that warns of slow tasks sleeps two seconds, however early the call ends.
// Diagnosis: leaksThreads

import ExerciseKit
import Foundation

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.isEmpty { return }
  let lock = Lock()
  let isDone = Shared(false)
  let threads = tasks.map { task in spawn(task) }
  _ = spawn {
    Thread.sleep(forTimeInterval: 2)
    if !lock.withLock({ isDone.value }) { print("still waiting for slow tasks") }
  }
  for thread in threads { thread.join() }
  lock.withLock { isDone.value = true }
}
