import Interleaving

// macOS has this module from version 26 on; without it a history has no lines of source.
#if canImport(Runtime) && !canImport(Darwin)
  import Runtime
#endif

/// The calls that a thread is in at one moment.
struct CallStack {
  /// So many calls are looked through for one of the student's.
  private static let depth = 16

  #if canImport(Runtime) && !canImport(Darwin)
    private let backtrace = try? Backtrace.capture(algorithm: .fast, limit: depth)

    /// The files and lines of the calls, innermost first; this reads the program's debug
    /// information, which takes a while.
    var places: [Trace.Place] {
      let resolved = backtrace?.symbolicated(
        options: [.showInlineFrames, .showSourceLocations, .useSymbolCache])
      return resolved?.frames.compactMap { frame in
        guard let location = frame.symbol?.sourceLocation, location.line > 0 else { return nil }
        return Trace.Place(file: location.path, line: location.line)
      } ?? []
    }
  #else
    var places: [Trace.Place] { [] }
  #endif
}
