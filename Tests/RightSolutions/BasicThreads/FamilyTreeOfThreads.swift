import ExerciseKit

// The tasks lie as in a heap: the one at `place` has its children at `2 * place + 1` and
// `2 * place + 2`. A parent starts its children before its own task, and waits for them after it.
// So when the root has ended, all have.
private struct Family: Sendable {
  let tasks: [@Sendable () -> Void]

  func startBranch(at place: Int) -> SpawnedThread? {
    guard place < tasks.count else { return nil }
    return spawn {
      let left = startBranch(at: 2 * place + 1)
      let right = startBranch(at: 2 * place + 2)
      tasks[place]()
      left?.join()
      right?.join()
    }
  }
}

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  Family(tasks: tasks).startBranch(at: 0)?.join()
}
