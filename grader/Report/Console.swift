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

  private static let isLive = isatty(STDERR_FILENO) == 1

  /// Says one thing on a line of its own.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data("\(isLive ? "\r\u{1b}[K" : "")\(text)\n".utf8))
  }

  /// The width of the terminal, in characters.
  private static var width: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// Tells how far work of many parts is: a line each as they end, or on a terminal one line that changes.
  final class Counter: Sendable {
    private let progress: Mutex<Progress>
    private let start = ContinuousClock.now

    init(total: Int) {
      progress = Mutex(Progress(total: total))
      if Console.isLive { Thread.detachNewThread { [weak self] in Counter.refresh { self } } }
    }

    /// Says what is being done for a part, in words that follow its name.
    func note(_ name: String, _ step: String) {
      progress.withLock { progress in
        progress.note(name, step)
        if Console.isLive { show(progress) }
      }
    }

    /// Says that one more has ended.
    ///
    /// - Parameter name: The part's, if `note` was told of it.
    func tick(_ what: String, name: String = "") {
      progress.withLock { progress in
        progress.end(name, what)
        if Console.isLive {
          show(progress)
        } else {
          FileHandle.standardError.write(
            Data("\(progress.ended) of \(progress.total): \(what)\n".utf8))
        }
      }
    }

    private func show(_ progress: Progress) {
      let seconds = (ContinuousClock.now - start).inSeconds
      let isLast = progress.ended == progress.total
      let line = isLast ? "" : progress.line(after: seconds, width: Console.width)
      FileHandle.standardError.write(Data("\r\u{1b}[K\(line)".utf8))
    }

    /// Shows each second that time passes, until all has ended.
    private static func refresh(_ counter: () -> Counter?) {
      while true {
        Thread.sleep(forTimeInterval: 1)
        guard let counter = counter() else { return }
        let hasEnded = counter.progress.withLock { progress in
          let hasEnded = progress.ended >= progress.total
          if !hasEnded { counter.show(progress) }
          return hasEnded
        }
        if hasEnded { return }
      }
    }
  }
}
