// Mistake: It does nothing that the task asks for.
// Diagnosis: missedWork
// Earns: at most 20%

import ExerciseKit

/// Starts no process, and gives the lines back as they are.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  return lines
}
