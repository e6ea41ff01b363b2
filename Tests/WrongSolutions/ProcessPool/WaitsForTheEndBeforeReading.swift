// Mistake: Each process is waited for before anybody reads what it wrote, of which a pipe holds only so much.
// Diagnosis: pipeDeadlock
// Line: process.waitUntilExit()

import ExerciseKit
import Foundation

/// Gives each of the processes its share of the lines, and puts together what they answered.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let team = min(workers, lines.count)
  let shares = Shared([Int: Result<[String], any Error>]())
  let lock = Lock()
  let threads = (0..<team).map { number in
    spawn {
      let share = stride(from: number, to: lines.count, by: team).map { lines[$0] }
      let answers = Result { try answered(share, by: program) }
      lock.withLock { shares.value[number] = answers }
    }
  }
  for thread in threads { thread.join() }
  let answers = try (0..<team).map { try shares.value[$0]?.get() ?? [] }
  return lines.indices.map { answers[$0 % team][$0 / team] }
}

/// What one process answers to these lines.
private func answered(_ share: [String], by program: WorkerProgram) throws -> [String] {
  let process = Process()
  let (input, output) = (Pipe(), Pipe())
  process.executableURL = program.executable
  process.arguments = program.arguments
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  for line in share { try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }
  try input.fileHandleForWriting.close()
  process.waitUntilExit()
  let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
  let answers = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n").dropLast()
  guard answers.count == share.count else { throw CocoaError(.fileReadUnknown) }
  return Array(answers)
}
