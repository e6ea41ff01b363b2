import Foundation
import Synchronization

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

  /// Counts pieces of work as they end.
  final class Counter: Sendable {
    private let total: Int
    private let ended = Mutex(0)

    init(total: Int) { self.total = total }

    /// Says that one more has ended; on a terminal over the line before.
    func tick(_ what: String) {
      ended.withLock { ended in
        ended += 1
        let text = "\(ended) of \(total): \(what)"
        let line = Console.isLive ? "\r\u{1b}[K\(text)" : "\(text)\n"
        FileHandle.standardError.write(Data(line.utf8))
        if ended == total && Console.isLive {
          FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
        }
      }
    }
  }
}
