import ExerciseKit
import Foundation

private let lineEnd = UInt8(ascii: "\n")

/// A process that didn't do as it should, or a system call that failed.
private struct Trouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(call: String, code: Int32) {
    description = "\(call): \(String(cString: strerror(code)))"
  }
}

// One process, its two pipes, and how far its conversation has come. It never blocks.
private final class Clerk {
  private let pid: pid_t
  private(set) var input: Int32 = -1
  private(set) var output: Int32 = -1
  private(set) var place: Int?  // the line that it has; `nil` when it has none

  private var question: [UInt8] = []
  private var sent = 0
  private var heard: [UInt8] = []
  private var piece = [UInt8](repeating: 0, count: 65_536)

  init(running program: WorkerProgram) throws {
    var questions: [Int32] = [-1, -1]
    var answers: [Int32] = [-1, -1]
    guard pipe(&questions) == 0 else { throw Trouble(call: "pipe", code: errno) }
    guard pipe(&answers) == 0 else {
      let code = errno
      close(questions[0])
      close(questions[1])
      throw Trouble(call: "pipe", code: code)
    }
    // No process that is started later gets to hold these. (The copies made below lose the flag.)
    for end in questions + answers { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, questions[0], 0)
    posix_spawn_file_actions_adddup2(&actions, answers[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments = ([program.executable.path] + program.arguments).map { strdup($0) }
    let environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") }
    var pid: pid_t = 0
    let code = posix_spawn(
      &pid, program.executable.path, &actions, nil, arguments + [nil], environment + [nil])
    for string in arguments + environment { free(string) }
    posix_spawn_file_actions_destroy(&actions)

    close(questions[0])
    close(answers[1])
    guard code == 0 else {
      close(questions[1])
      close(answers[0])
      throw Trouble(call: "posix_spawn \(program.executable.path)", code: code)
    }
    _ = fcntl(questions[1], F_SETFL, fcntl(questions[1], F_GETFL) | O_NONBLOCK)
    self.pid = pid
    input = questions[1]
    output = answers[0]
  }

  func ask(_ line: String, at place: Int) {
    self.place = place
    question = Array(line.utf8) + [lineEnd]
    sent = 0
  }

  var wantsToSend: Bool { sent < question.count }

  /// Writes as much as the pipe takes now.
  func send() throws {
    while wantsToSend {
      let count = question.withUnsafeBytes {
        write(input, $0.baseAddress?.advanced(by: sent), $0.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        throw Trouble(call: "write", code: errno)
      }
    }
  }

  /// Reads once, and returns the answer if it is complete now.
  func receive() throws -> String? {
    let count = read(output, &piece, piece.count)
    guard count >= 0 else {
      if errno == EINTR { return nil }
      throw Trouble(call: "read", code: errno)
    }
    guard count > 0 else { throw Trouble("process \(pid) ended before it had answered") }
    guard let end = piece[..<count].firstIndex(of: lineEnd) else {
      heard.append(contentsOf: piece[..<count])
      return nil
    }
    guard end == count - 1, !wantsToSend else {
      throw Trouble("process \(pid) answers what it wasn't asked")
    }
    heard.append(contentsOf: piece[..<end])
    defer { heard.removeAll() }
    return String(decoding: heard, as: UTF8.self)
  }

  /// Closing its input tells the process to end.
  func dismiss() {
    place = nil
    if input >= 0 { close(input) }
    if output >= 0 { close(output) }
    input = -1
    output = -1
  }

  func kill() {
    _ = Foundation.kill(pid, SIGKILL)
  }

  func waitForEnd() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
  }
}

// A single thread, the caller's, looks after all processes. It sleeps in `poll` until one of them
// has something to say, or room for more of its question.
/// Has processes of a program answer lines.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard !lines.isEmpty else { return [] }

  var team: [Clerk] = []
  var hasFailed = true
  defer {
    for clerk in team {
      clerk.dismiss()
      if hasFailed { clerk.kill() }
    }
    for clerk in team { clerk.waitForEnd() }
  }

  var next = 0
  for _ in 0..<min(workers, lines.count) {
    let clerk = try Clerk(running: program)
    team.append(clerk)
    clerk.ask(lines[next], at: next)
    next += 1
  }

  var answers = [String](repeating: "", count: lines.count)
  var busy = team
  while !busy.isEmpty {
    // Two entries for each: its output, and its input while there is something to send.
    var watched: [pollfd] = []
    for clerk in busy {
      watched.append(pollfd(fd: clerk.output, events: Int16(POLLIN), revents: 0))
      let input = clerk.wantsToSend ? clerk.input : -1
      watched.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
    }
    if poll(&watched, nfds_t(watched.count), -1) < 0 {
      if errno == EINTR { continue }
      throw Trouble(call: "poll", code: errno)
    }
    for (index, clerk) in busy.enumerated() {
      if watched[2 * index + 1].revents != 0 { try clerk.send() }
      guard watched[2 * index].revents != 0, let place = clerk.place,
        let answer = try clerk.receive()
      else { continue }
      answers[place] = answer
      if next < lines.count {
        clerk.ask(lines[next], at: next)
        next += 1
      } else {
        clerk.dismiss()
      }
    }
    busy.removeAll { $0.place == nil }
  }
  hasFailed = false
  return answers
}
