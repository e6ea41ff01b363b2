import ExerciseKit

/// Runs every task on a thread; the order of the joins does not matter.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard !tasks.isEmpty else { return }
  var threads: [SpawnedThread] = []
  threads.reserveCapacity(tasks.count)
  for task in tasks { threads.append(spawn { task() }) }
  while let thread = threads.popLast() { thread.join() }
}
