import Foundation

/// Runs one of the system's programs and reads what it writes, for as long as that is wanted.
enum Piped {
  /// The longest that a program may take for one archive.
  static let timeout = 120.0

  static func has(_ program: String) -> Bool {
    // Its absence is the answer.
    (try? Tool.find(program)) != nil
  }

  /// Hands the program's output over as it comes, and ends the program when that is done.
  ///
  /// - Parameter orElse: Programs that would do as well, for the message if there is none.
  /// - Throws: `ArchiveProblem.noTool` if there is no such program; what `body` throws.
  static func run<Result>(
    _ program: String, _ arguments: [String], orElse others: [String] = [],
    _ body: (ByteStream) throws -> Result
  ) throws -> Result {
    guard has(program) else { throw ArchiveProblem.noTool([program] + others) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = try Tool.find(program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try Children.start(process)
    // What it has written by its end is all there is; a program that was ended has torn the archive.
    let limit = DispatchWorkItem { Children.kill(process) }
    DispatchQueue.global().asyncAfter(deadline: .now() + timeout, execute: limit)
    defer {
      limit.cancel()
      if process.isRunning { Children.kill(process) }
      _ = ended.wait(timeout: .now() + 5)
      Children.ended(process)
    }
    let output = pipe.fileHandleForReading
    return try body(ByteStream { try output.read(upToCount: 1 << 16) ?? Data() })
  }
}
