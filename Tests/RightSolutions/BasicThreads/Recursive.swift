import ExerciseKit

/// Starts the first task, has the others started meanwhile, and then waits for it.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  guard let first = tasks.first else { return }
  let thread = spawn(first)
  defer { thread.join() }
  try runTogether(Array(tasks.dropFirst()))
}
