import ExerciseKit

/// Runs all tasks at the same time, each on a thread of its own.
///
/// The starter alone writes the list of threads, and the list is read only after the starter was
/// joined.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.isEmpty { return }
  nonisolated(unsafe) var members: [SpawnedThread] = []
  let starter = spawn {
    members.reserveCapacity(tasks.count)
    for task in tasks { members.append(spawn(task)) }
  }
  starter.join()
  for member in members { member.join() }
}
