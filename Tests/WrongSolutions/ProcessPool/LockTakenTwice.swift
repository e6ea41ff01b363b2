// Mistake: store() holds the lock and calls a function that takes the same lock again.
// Diagnosis: deadlock
// Line: lock.withLock { error.value = error.value ?? failure }
// Line: lock.withLock {
// Line: case .failure(let error): fail(error)

import ExerciseKit
import Foundation

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
  for _ in 0..<min(workers, lines.count) { team.append(try Worker(program)) }

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

/// What the threads share; the lock is held around every access.
private final class Board: Sendable {
  private let total: Int
  private let lock = Lock()
  private let next = Shared(0)
  private let found = Shared<[Int: String]>([:])
  private let error = Shared<(any Error)?>(nil)

  init(total: Int) { self.total = total }

  func takeNext() -> Int? {
    lock.lock()
    defer { lock.unlock() }
    guard error.value == nil, next.value < total else { return nil }
    defer { next.value += 1 }
    return next.value
  }

  func store(_ answer: Result<String, any Error>, at index: Int) {
    lock.withLock {
      switch answer {
      case .success(let text): found.value[index] = text
      case .failure(let error): fail(error)
      }
    }
  }

  private func fail(_ failure: any Error) {
    lock.withLock { error.value = error.value ?? failure }
  }

  func answers() throws -> [String] {
    try lock.withLock {
      if let error = error.value { throw error }
      return (0..<total).compactMap { found.value[$0] }
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
