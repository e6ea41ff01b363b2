// Mistake: What a process has written when it ends is an answer, with or without a line end.
// Diagnosis: errorSwallowed

import ExerciseKit
import Foundation

private struct WorkerDied: Error {}

/// One process and the two pipes to it; used by one thread at a time.
private final class Worker: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread: [UInt8] = []

  init(_ program: WorkerProgram) throws {
    process.executableURL = program.executable
    process.arguments = program.arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      closePipes()
      throw error
    }
  }

  func answer(_ line: String) throws -> String {
    try send(line)
    return try receive()
  }

  func send(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  func receive() throws -> String {
    let descriptor = output.fileHandleForReading.fileDescriptor
    var bytes = unread
    var searched = 0
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = bytes[searched...].firstIndex(of: 10) {
        unread = Array(bytes[(end + 1)...])
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      searched = bytes.count
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        if bytes.isEmpty { throw WorkerDied() }
        unread = []
        return String(decoding: bytes, as: UTF8.self)  // the last line may lack its line end
      }
      bytes.append(contentsOf: piece[..<count])
    }
  }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    closePipes()
  }

  private func closePipes() {
    for pipe in [input, output] {
      try? pipe.fileHandleForWriting.close()
      try? pipe.fileHandleForReading.close()
    }
  }
}

/// Has every line answered by one of `workers` processes, which run side by side.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  if lines.isEmpty { return [] }
  var team: [Worker] = []
  do {
    for _ in 0..<min(workers, lines.count) { team.append(try Worker(program)) }
  } catch {
    for worker in team { worker.end() }
    throw error
  }
  let lock = Lock()
  let next = Shared(0)
  let answers = Shared([String?](repeating: nil, count: lines.count))
  let failure = Shared<(any Error)?>(nil)
  let threads = team.map { worker in
    spawn {
      defer { worker.end() }
      while true {
        let index: Int? = lock.withLock {
          guard failure.value == nil, next.value < lines.count else { return nil }
          defer { next.value += 1 }
          return next.value
        }
        guard let index else { return }
        do {
          let answer = try worker.answer(lines[index])
          lock.withLock { answers.value[index] = answer }
        } catch {
          lock.withLock { if failure.value == nil { failure.value = error } }
          return
        }
      }
    }
  }
  for thread in threads { thread.join() }
  if let error = lock.withLock({ failure.value }) { throw error }
  return lock.withLock { answers.value.compactMap { $0 } }
}
