// Mistake: Only one process is started, however many workers were asked for.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit
import Foundation
import Synchronization

/// Has every line answered by one of `workers` processes, which run side by side.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let board = Board(total: lines.count)
  var team: [Worker] = []
  defer { for worker in team { worker.end() } }
  if !lines.isEmpty { team.append(try Worker(program)) }

  let threads = team.map { worker in
    spawn {
      while let index = board.takeNext() {
        board.store(Result { try worker.answer(to: lines[index]) }, at: index)
      }
    }
  }
  for thread in threads { thread.join() }
  return try board.answers()
}

/// What the threads share: the next line to ask, and a place for each answer.
private final class Board: Sendable {
  private let total: Int
  private let state = Mutex((next: 0, answers: [Int: String](), error: (any Error)?.none))

  init(total: Int) { self.total = total }

  /// The index of a line that nobody has asked yet, or nil when there is none, or one has failed.
  func takeNext() -> Int? {
    state.withLock { state in
      guard state.error == nil, state.next < total else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func store(_ answer: Result<String, any Error>, at index: Int) {
    state.withLock { state in
      switch answer {
      case .success(let text): state.answers[index] = text
      case .failure(let error): state.error = state.error ?? error
      }
    }
  }

  func answers() throws -> [String] {
    try state.withLock { state in
      if let error = state.error { throw error }
      return (0..<total).compactMap { state.answers[$0] }
    }
  }
}

/// One process of the team, with the pipes that lead to it and back.
private final class Worker: @unchecked Sendable {
  // Unchecked: one thread at a time asks, and the process is ended after all threads have ended.
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init(_ program: WorkerProgram) throws {
    process.executableURL = program.executable
    process.arguments = program.arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch {
      for pipe in [input, output] {
        try? pipe.fileHandleForReading.close()
        try? pipe.fileHandleForWriting.close()
      }
      throw error
    }
  }

  func answer(to line: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    var answer = Data()
    // An answer may come in many pieces, and a piece may end inside a character.
    while answer.last != UInt8(ascii: "\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { throw WorkerEnded() }
      answer.append(piece)
    }
    return String(decoding: answer.dropLast(), as: UTF8.self)
  }

  /// Tells the process that there is nothing more to ask, and waits for its end.
  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? output.fileHandleForReading.close()
  }
}

/// Thrown when a process has ended, or closed its output, before it answered.
private struct WorkerEnded: Error {}
