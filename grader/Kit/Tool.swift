import Foundation

/// Runs another program to its end, with its output in a file.
struct Tool {
  var executable: URL
  var arguments: [String]
  /// Added to the grader's own environment.
  var environment: [String: String] = [:]
  var directory: URL?
  /// After how long the program is killed.
  var timeout: Duration
  /// After how long it is killed if the machine was so busy that it got less processor time than
  /// `timeout`; nil where that makes no difference.
  var timeoutIfStarved: Duration?

  /// A program whose threads have all slept for so long beyond its time doesn't wait for a processor.
  var timeAsleep = Duration.seconds(10)
  /// What it may take, of which it is killed if it takes more; nil for as much as it likes.
  var most: Most?

  /// Asked while the program runs: whether it has done enough, and may be ended; nil if it is to come to
  /// its own end.
  var isEnough: (() -> Bool)?

  /// How long a program that was killed is waited for, in seconds.
  private static let timeToDie = 5.0

  struct Result {
    var status: Int32
    let output: String
    let isTimedOut: Bool
    /// Whether it was killed though it had got less processor time than its timeout.
    let isStarved: Bool
    /// What it took too much of; nil if it didn't.
    var excess: Excess?
  }

  /// What a program may take, with all that it has started, in bytes.
  struct Most {
    let memory: Int
    let output: Int
  }

  enum Excess: Equatable {
    case memory(Int)
    case output(Int)
    /// One of its files is as large as a file may be.
    case file
  }

  /// Runs the program and waits for it.
  ///
  /// - Throws: What Foundation says if it can't be started.
  func run() throws -> Result {
    let file = try RunFolder.url.appendingPathComponent("output-\(UUID().uuidString)")
    try Data().write(to: file)
    let (handle, reader) = (
      try FileHandle(forWritingTo: file), try FileHandle(forReadingFrom: file)
    )
    defer { for one in [handle, reader] { try? one.close() } }
    // It is there as long as it is open, and no longer, whoever ends the grader.
    try FileManager.default.removeItem(at: file)

    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try Children.start(process)
    defer { Children.ended(process) }
    let end = watch(process, ended, output: reader)
    if end != .ended {
      Children.kill(process)
      // Not for ever: what the program has started may be out of reach, and holds a socket of Foundation's,
      // at whose end alone Foundation says that the program has ended.
      _ = ended.wait(timeout: .now() + Self.timeToDie)
    }
    let bytes = try most.map { try reader.read(upToCount: $0.output) } ?? reader.readToEnd()
    let isTimedOut = end == .timedOut || end == .starved
    return Result(
      status: process.isRunning ? SIGKILL : process.terminationStatus,
      output: String(decoding: bytes ?? Data(), as: UTF8.self), isTimedOut: isTimedOut,
      isStarved: end == .starved, excess: end.excess)
  }

  /// A program of this name on the search path.
  static func find(_ name: String) throws -> URL {
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      let file = URL(fileURLWithPath: String(folder)).appendingPathComponent(name)
      if FileManager.default.isExecutableFile(atPath: file.path) { return file }
    }
    throw GraderError("there is no program '\(name)' on the search path; Swift 6.3 brings it")
  }
}

/// The grader can't go on, which is no fault of a student's.
struct GraderError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
