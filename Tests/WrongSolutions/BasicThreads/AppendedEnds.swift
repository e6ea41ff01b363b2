// Mistake: Every thread appends its number to one captured array, and no lock is held.
// Diagnosis: dataRace

import Dispatch
import ExerciseKit
import Foundation

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  nonisolated(unsafe) var ended: [Int] = []
  let oneEnded = DispatchSemaphore(value: 0)
  for (number, task) in tasks.enumerated() {
    let thread = Thread {
      task()
      ended.append(number)
      oneEnded.signal()
    }
    thread.start()
  }
  for _ in tasks { oneEnded.wait() }
}
