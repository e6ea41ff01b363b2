import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the grader says while it works, on standard error, and how it colours its report.
enum Console {
  /// Whether standard output is a terminal that wants colour.
  static let hasColour =
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR", default: ""] == ""

  /// Whether standard error is a terminal, on which a line may come over another.
  static let isLive = isatty(STDERR_FILENO) == 1

  /// How many columns the terminal has.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Shows a line over the one before.
  static func show(_ line: String) {
    FileHandle.standardError.write(Data("\r\u{1b}[K\(line)".utf8))
  }

  /// Takes the line that is shown away.
  static func clear() {
    if isLive { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
  }

  /// Says one thing on a line of its own.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data("\(isLive ? "\r\u{1b}[K" : "")\(text)\n".utf8))
  }
}
