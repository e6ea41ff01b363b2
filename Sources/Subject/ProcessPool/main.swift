/// Calls the exercise ProcessPool, which must have this signature:
///
///     public func mapInProcesses(
///       _ lines: [String], workers: Int, program: WorkerProgram
///     ) throws -> [String]

import ExerciseKit
import Foundation
import ProcessPool
import SubjectRuntime
import Wire

serve { request, _ in
  let program = WorkerProgram(
    executable: URL(fileURLWithPath: request["program"].string ?? ""),
    arguments: (request["arguments"].array ?? []).compactMap(\.string))
  // A long line is made here: what is sent is how long it is.
  let lines = (request["lines"].array ?? []).compactMap { line in
    line.string ?? line["echo"].int.map { "echo " + String(repeating: "é", count: $0) }
  }
  let workers = request["workers"].int ?? 1
  if request["reference"].bool == true {
    try inProcesses(
      workers: workers, lines, executable: program.executable, arguments: program.arguments)
    return .null
  }
  let answers = try mapInProcesses(lines, workers: workers, program: program)
  if request["isCounted"].bool == true {
    // Of long answers, how long they are.
    return .ints(answers.map(\.count))
  }
  return .array(answers.map { .string($0) })
}
