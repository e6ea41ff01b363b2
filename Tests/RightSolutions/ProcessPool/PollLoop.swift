import ExerciseKit
import Foundation

/// No threads at all: the caller sleeps in poll until any process can be written to or read from.
public func mapInProcesses(
  _ lines: [String], workers: Int, program: WorkerProgram
) throws -> [String] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  var answers = [String?](repeating: nil, count: lines.count)
  var waiting = lines.indices[...]
  var open = lines.count
  var team: [Worker] = []
  defer {
    for worker in team { worker.closePipes() }
    for worker in team { worker.wait() }
  }
  for index in lines.indices.prefix(workers) {
    waiting.removeFirst()
    team.append(try Worker(program))
    team.last?.ask(lines[index], at: index)
  }
  while open > 0 {
    var ends = team.flatMap { $0.ends }
    guard poll(&ends, nfds_t(ends.count), -1) > 0 else { continue }
    for (number, worker) in team.enumerated() {
      if ends[2 * number].revents != 0 { try worker.sendMore() }
      guard ends[2 * number + 1].revents != 0, let (index, text) = try worker.receiveMore() else {
        continue
      }
      answers[index] = text
      open -= 1
      if let next = waiting.popFirst() { worker.ask(lines[next], at: next) }
    }
  }
  return answers.compactMap { $0 }
}

private final class Worker {
  private let pid: pid_t
  private let input: Int32
  private let output: Int32
  private var toSend: ArraySlice<UInt8> = []
  private var received: [UInt8] = []
  private var asked: Int?

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
    for end in [input, output] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  func ask(_ line: String, at index: Int) {
    toSend = Array("\(line)\n".utf8)[...]
    asked = index
  }

  /// What poll should look at: a descriptor below 0 is passed over.
  var ends: [pollfd] {
    [
      pollfd(fd: toSend.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: asked == nil ? -1 : output, events: Int16(POLLIN), revents: 0),
    ]
  }

  func sendMore() throws {
    let count = toSend.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    if count > 0 {
      toSend.removeFirst(count)
    } else if errno != EAGAIN && errno != EINTR {
      throw SystemError(number: errno)
    }
  }

  /// The answer, if it is complete.
  func receiveMore() throws -> (index: Int, text: String)? {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = read(output, &piece, piece.count)
    guard count > 0 else {
      if count < 0 && (errno == EAGAIN || errno == EINTR) { return nil }
      throw WorkerEnded()
    }
    received += piece[..<count]
    guard received.last == UInt8(ascii: "\n"), let index = asked else { return nil }
    defer {
      received = []
      asked = nil
    }
    return (index, String(decoding: received.dropLast(), as: UTF8.self))
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

/// A pipe whose ends no child inherits, unless it is told to.
private func makePipe() throws -> (read: Int32, write: Int32) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw SystemError(number: errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

private struct SystemError: Error { let number: Int32 }
private struct WorkerEnded: Error {}
