// Mistake: A process that died stops the whole program, and the one that notes it goes on.
// Diagnosis: crashed
// Line: fatalError(reason)

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
  let board = Mutex(Board(total: lines.count))
  var team: [Worker] = []
  defer {
    for worker in team { worker.closePipes() }
    for worker in team { worker.wait() }
  }
  for _ in 0..<min(workers, lines.count) { team.append(try Worker(program)) }

  let threads = team.map { worker in
    spawn {
      while let index = board.withLock({ $0.takeNext() }) {
        let answer = Result { try worker.answer(to: lines[index]) }
        board.withLock { $0.store(answer, at: index) }
      }
    }
  }
  for thread in threads { thread.join() }
  return try board.withLock { try $0.all() }
}

private struct Board {
  let total: Int
  var next = 0
  var answers: [Int: String] = [:]
  var error: (any Error)?

  init(total: Int) { self.total = total }

  mutating func takeNext() -> Int? {
    guard error == nil, next < total else { return nil }
    defer { next += 1 }
    return next
  }

  mutating func store(_ answer: Result<String, any Error>, at index: Int) {
    switch answer {
    case .success(let text): answers[index] = text
    case .failure(let failure): error = error ?? failure
    }
  }

  func all() throws -> [String] {
    if let error { throw error }
    return (0..<total).compactMap { answers[$0] }
  }
}

private final class Worker: Sendable {
  let pid: pid_t
  let input: Int32
  let output: Int32

  init(_ program: WorkerProgram) throws {
    let toChild = try makePipe()
    let fromChild: (read: Int32, write: Int32)
    do { fromChild = try makePipe() } catch {
      close(toChild.read)
      close(toChild.write)
      throw error
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild.read, 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild.write, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    let path = program.executable.path
    var arguments = ([path] + program.arguments).map { strdup($0) } + [nil]
    var variables = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid = pid_t()
    let status = posix_spawn(&pid, path, &actions, nil, &arguments, &variables)

    close(toChild.read)
    close(fromChild.write)
    guard status == 0 else {
      close(toChild.write)
      close(fromChild.read)
      throw SystemError(number: status)
    }
    self.pid = pid
    input = toChild.write
    output = fromChild.read
  }

  func answer(to line: String) throws -> String {
    try send(Array("\(line)\n".utf8))
    return try receive()
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EINTR {
        giveUp("a worker takes no more lines")
      }
    }
  }

  func receive() throws -> String {
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while answer.last != UInt8(ascii: "\n") {
      let count = read(output, &piece, piece.count)
      if count > 0 {
        answer += piece[..<count]
      } else if count == 0 || errno != EINTR {
        giveUp("a worker has ended before it answered")
      }
    }
    return String(decoding: answer.dropLast(), as: UTF8.self)
  }

  func closePipes() {
    close(input)
    close(output)
  }

  func wait() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
  }
}

/// Leaves a note by a program of its own, which shares the standard output, and stops.
private func giveUp(_ reason: String) -> Never {
  let note = Process()
  note.executableURL = URL(fileURLWithPath: "/bin/sh")
  note.arguments = ["-c", "sleep 5; echo \(reason)"]
  try? note.run()
  fatalError(reason)
}

/// A pipe whose ends no child inherits, unless it is told to.
private func makePipe() throws -> (read: Int32, write: Int32) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw SystemError(number: errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

private struct SystemError: Error { let number: Int32 }
