import ExerciseKit

/// Has every line answered by one of `workers` processes, which run side by side.
///
/// - Parameters:
///   - lines: What is asked, without line ends. A line may be a million characters long. No lines:
///     return an empty array at once, without starting a process.
///   - workers: How many processes run at the same time; at least 1. Each serves as many lines as it
///     can, and no more processes than this are ever started.
///   - program: What runs in each process. It reads a line from its standard input and answers with
///     one line on its standard output, over and over, until its input ends.
/// - Returns: The answers, without line ends, in the order of `lines`.
/// - Throws: `InvalidArgument` if `workers` is below 1. An error of any other kind if the program
///   can't be started, or if a process ends before it has answered. However the call ends, no process
///   of it is left running, all have been waited for, and all pipes are closed.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  // TODO: Replace this line. The task and the lesson are in README.md beside this file.
  throw NotStarted()
}
