public import Foundation

/// The kit's own team of processes, against which a student's is timed: each answers the next line
/// when it is done with one.
///
/// - Throws: What starting a process or writing to it meets with.
public func inProcesses(
  workers: Int, _ lines: [String], executable: URL, arguments: [String]
) throws {
  let team = try (0..<min(workers, lines.count)).map { _ in
    try LineProcess(executable: executable, arguments: arguments)
  }
  defer {
    for worker in team { worker.dismiss() }
    for worker in team { worker.end() }
  }
  let free = FreeList(Array(team.indices))
  inParallel(workers: team.count, count: lines.count) { index in
    let worker = free.take()
    team[worker].ask(lines[index])
    free.give(worker)
  }
}

/// Which of a team have nothing to do; there is always one for each thread that asks.
private final class FreeList: @unchecked Sendable {
  // Unchecked: guarded by its lock.
  private let lock = NSLock()
  private var free: [Int]

  init(_ free: [Int]) { self.free = free }

  func take() -> Int { lock.withLock { free.removeLast() } }

  func give(_ index: Int) { lock.withLock { free.append(index) } }
}

private final class LineProcess: @unchecked Sendable {
  // Unchecked: one thread at a time asks it.
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let ended = DispatchSemaphore(value: 0)

  init(executable: URL, arguments: [String]) throws {
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // `waitUntilExit` looks only every 50 milliseconds or so, which would be most of a short run.
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
  }

  /// Asks one line, and waits for the end of the answer.
  func ask(_ line: String) {
    // A process that takes no line gives no answer, which the next call finds.
    try? input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    while true {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty || piece.last == UInt8(ascii: "\n") { return }
    }
  }

  // A pipe that doesn't close has nothing more to say in either case.
  func dismiss() { try? input.fileHandleForWriting.close() }

  func end() {
    ended.wait()
    try? output.fileHandleForReading.close()
  }
}
