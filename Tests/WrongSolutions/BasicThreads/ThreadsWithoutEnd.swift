// Mistake: There are over two thousand threads beside those of the tasks, which do nothing.
// Diagnosis: unbounded

import ExerciseKit
import Foundation

/// Runs every task on a thread, with many others beside it.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = tasks.map { spawn($0) }
  guard !tasks.isEmpty else { return }
  let ended = DispatchGroup()
  let isOver = DispatchSemaphore(value: 0)
  // A few more than there may be, and they end by themselves if they are all there.
  let guards = (0..<2100).map { _ in
    spawn {
      ended.wait()
      _ = isOver.wait(timeout: .now() + 1)
    }
  }
  for thread in threads + guards { thread.join() }
}
