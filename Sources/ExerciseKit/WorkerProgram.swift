public import Foundation

/// A program that serves lines: it reads a whole one from its standard input, then answers with one on
/// its standard output, and goes on like that until its input ends.
///
///     let program = WorkerProgram(
///       executable: URL(fileURLWithPath: "/usr/bin/awk"), arguments: ["{ print 2 * $1; fflush() }"])
public struct WorkerProgram: Sendable {
  /// The file that is run.
  public let executable: URL
  /// What the program is given after its name.
  public let arguments: [String]

  /// Makes a description of a program; nothing is started.
  public init(executable: URL, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }
}
