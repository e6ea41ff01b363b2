import Foundation

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
}
