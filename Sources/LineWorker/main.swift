/// A program that answers lines, which the checks of ProcessPool give to the pool.
///
/// What a line begins with says how it is answered:
///
///     echo TEXT      with TEXT
///     large N        with N times the letter x
///     primes A B     with the primes from A to B, in between spaces
///     count A B      with how many primes there are from A to B, found by division
///     wait N         with an empty line, after N milliseconds
///     unique         with what no process has ever answered: its own number, and the line's
///     last TEXT      with TEXT, which is its last answer: its input is closed before, and it ends
///     exit           not at all: the process ends itself with status 3
///     signal         not at all: the process is killed
///     close          not at all: its output is closed, and it ends with its input
///     half           with some text and no line end, and the process ends itself with status 0
///
/// Options: `--judge PORT` connects to that port of 127.0.0.1, tells of the start, of each line and of
/// all that it writes, and waits after each line for a byte; `--chatty` writes 60,000 bytes to standard
/// error for each line; `--stillborn` ends before the first line is read; `--status N` ends with that
/// status when its input has ended.

import Workload

#if canImport(Darwin)
  import Darwin
  private let streamKind = SOCK_STREAM
#else
  import Glibc
  private let streamKind = Int32(SOCK_STREAM.rawValue)
#endif

private let arguments = CommandLine.arguments

/// The number that follows an option, if it is given.
private func number(after option: String) -> Int? {
  arguments.firstIndex(of: option).flatMap { Int(arguments.dropFirst($0 + 1).first ?? "") }
}

/// The connection to the judge, if there is one.
private let judge: Int32? = {
  guard let port = number(after: "--judge").flatMap({ UInt16(exactly: $0) }) else { return nil }
  let descriptor = socket(AF_INET, streamKind, 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  let status = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard status == 0 else { _exit(9) }
  return descriptor
}()

/// Writes all of these bytes; a reader that is gone ends the process.
private func put(_ bytes: some Collection<UInt8>, to descriptor: Int32) {
  var rest = Array(bytes)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { _exit(8) }
    rest = rest.dropFirst(count)
  }
}

private func tell(_ text: String) {
  if let judge { put((text + "\n").utf8, to: judge) }
}

private func waitForJudge() {
  guard let judge else { return }
  var byte: UInt8 = 0
  while true {
    let count = read(judge, &byte, 1)
    if count < 0 && errno == EINTR { continue }
    // Without a judge there is nobody to work for.
    guard count == 1 else { _exit(7) }
    return
  }
}

/// Closes one end for good: where a socket is both input and output, to close one isn't enough.
private func hangUp(_ descriptor: Int32, _ direction: some BinaryInteger) {
  _ = shutdown(descriptor, Int32(direction))
  close(descriptor)
}

private enum Input {
  /// Standard input, which one thread reads; the C library's own variable isn't for Swift 6.
  nonisolated(unsafe) static let stream = fdopen(STDIN_FILENO, "r")
}

/// The next line of standard input without its line end; nil at the end.
///
/// Not `readLine`, which takes a carriage return for part of the line end.
private func nextLine() -> String? {
  var line: UnsafeMutablePointer<CChar>?
  var capacity = 0
  defer { free(line) }
  let count = getline(&line, &capacity, Input.stream)
  guard count > 0, let line else { return nil }
  let bytes = UnsafeRawBufferPointer(start: line, count: count)
  return String(
    decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
}

/// The answer to a line, which is the process's line of this number, counted from 1.
private func answer(to line: String, number: Int) -> String {
  let words = line.split(separator: " ")
  let numbers = words.dropFirst().compactMap { Int($0) }
  switch words.first {
  case "large": return String(repeating: "x", count: numbers.first ?? 0)
  case "primes" where numbers.count == 2:
    return PrimeRange.primes(from: numbers[0], to: numbers[1]).map { "\($0)" }.joined(
      separator: " ")
  case "count" where numbers.count == 2:
    return "\(PrimeRange.count(from: numbers[0], to: numbers[1]))"
  case "wait":
    usleep(UInt32(1000 * (numbers.first ?? 0)))
    return ""
  case "unique": return "process \(getpid()) line \(number)"
  case "exit": _exit(3)
  case "signal":
    kill(getpid(), SIGKILL)
    return ""
  case "close":
    hangUp(STDOUT_FILENO, SHUT_WR)
    while nextLine() != nil {}
    _exit(0)
  case "half":
    put("half an answer".utf8, to: STDOUT_FILENO)
    _exit(0)
  default: return String(line.dropFirst("echo ".count))
  }
}

tell("start \(getpid())")
if arguments.contains("--stillborn") { _exit(4) }
var lines = 0
while let line = nextLine() {
  tell("line \(line.prefix(40))")
  waitForJudge()
  lines += 1
  let reply = answer(to: line, number: lines)
  let isLast = line.hasPrefix("last ")
  // Before the answer, so that whoever has it finds nobody who reads a further line.
  if isLast { hangUp(STDIN_FILENO, SHUT_RD) }
  tell("answer")
  if arguments.contains("--chatty") {
    let errors = repeatElement(UInt8(ascii: "."), count: 60_000)
    tell("error \(errors.count)")
    put(errors, to: STDERR_FILENO)
  }
  tell("output \(reply.utf8.count)")
  put(Array(reply.utf8) + [UInt8(ascii: "\n")], to: STDOUT_FILENO)
  tell("done")
  if isLast { _exit(0) }
}
_exit(Int32(number(after: "--status") ?? 0))
