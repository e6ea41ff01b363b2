import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The terminal that the grader was started in: its size, and its settings, which are put back at any end.
enum Terminal {
  static let isInput = isatty(STDIN_FILENO) == 1
  static let isOutput = isatty(STDOUT_FILENO) == 1

  struct Size: Equatable {
    var columns: Int
    var rows: Int
  }

  /// How large it is; nil if standard output is no terminal, or one that doesn't say.
  static var size: Size? {
    var size = winsize()
    guard isOutput, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// How wide a report may be there.
  static var width: Int { max(size?.columns ?? Layout.usualWidth, Layout.leastWidth) }

  /// How text is laid out there.
  static func layout(isWide: Bool = false) -> Layout {
    Layout(width: width, isWide: isWide, hasColour: Console.hasColour)
  }

  // MARK: A screen and single keys

  private static let settings = Mutex<termios?>(nil)

  /// Takes the terminal over: keys come one by one and aren't shown, and there is a screen of its own.
  ///
  /// - Returns: Whether there is a terminal for both.
  static func begin() -> Bool {
    guard isInput, isOutput else { return false }
    return settings.withLock { settings in
      var now = termios()
      guard settings == nil, tcgetattr(STDIN_FILENO, &now) == 0 else { return settings != nil }
      settings = now
      // Signals from the keyboard stay signals.
      now.c_lflag &= ~tcflag_t(ICANON | ECHO)
      tcsetattr(STDIN_FILENO, TCSADRAIN, &now)
      write("\u{1b}[?1049h\u{1b}[H\u{1b}[2J")
      return true
    }
  }

  /// Gives the terminal back as it was; nothing if it wasn't taken over.
  static func restore() {
    settings.withLock { settings in
      guard var before = settings else { return }
      settings = nil
      write("\u{1b}[?1049l")
      tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
    }
  }

  /// Puts lines on the screen in place of all that was there; nothing if the terminal was given back.
  static func show(_ lines: [String]) {
    settings.withLock { settings in
      guard settings != nil else { return }
      let rows = lines.map { "\($0)\u{1b}[K" }.joined(separator: "\r\n")
      write("\u{1b}[H\(rows)\u{1b}[J")
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
