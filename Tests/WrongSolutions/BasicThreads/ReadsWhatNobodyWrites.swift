// Mistake: The caller reads from a pipe until somebody writes that all is done, which nobody does.
// Diagnosis: deadlock
// Line: _ = done.fileHandleForReading.availableData

import ExerciseKit
import Foundation

/// Starts a thread for every task, and waits for word from them.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let done = Pipe()
  let threads = tasks.map { spawn($0) }
  guard !tasks.isEmpty else { return }
  _ = done.fileHandleForReading.availableData
  for thread in threads { thread.join() }
}
