import Synchronization
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Has the process print the calls it is in when it crashes, as a `CrashNote`.
///
/// Where no stack is left to do so, it just ends, as it would without this.
func tellCrashes() {
  Crash.prepare()
  for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] {
    signal(number) { Crash.tell($0) }
  }
}

/// What a handler of signals may do is little: all memory is there before it is called.
private enum Crash {
  private static let depth: Int32 = 64
  /// How many calls are told.
  private static let most = 16

  // Unsafe, but only the first thread that crashes uses them.
  nonisolated(unsafe) private static let calls = UnsafeMutablePointer<UnsafeMutableRawPointer?>
    .allocate(capacity: Int(depth))
  nonisolated(unsafe) private static let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
  nonisolated(unsafe) private static var length = 0
  private static let isTold = Atomic(false)

  static func prepare() {
    calls.initialize(repeating: nil, count: Int(depth))
    line.initialize(repeating: 0, count: 512)
    length = 0
    _ = (callOffsets(), isTold.load(ordering: .relaxed), CrashNote.sign.utf8CodeUnitCount)
  }

  /// Tells the calls of the thread that a signal stops, and ends the process by that signal.
  static func tell(_ number: Int32) {
    if isTold.exchange(true, ordering: .acquiringAndReleasing) {
      // Another thread is at it, and will end this one too.
      sleep(1)
    } else if let backtrace, let programStart {
      compose(Int(backtrace(calls, depth)), programStart)
      _ = write(STDERR_FILENO, line, length)
    }
    signal(number, SIG_DFL)
    raise(number)
  }

  private static func compose(_ count: Int, _ programStart: Int) {
    append(UInt8(ascii: "\n"))
    for index in 0..<CrashNote.sign.utf8CodeUnitCount { append(CrashNote.sign.utf8Start[index]) }
    // The handler's own calls come first, then the system's call of it.
    var index = 0
    while index < count, offset(of: calls[index], from: programStart) != nil { index += 1 }
    let crash = index + 1
    var told = 0
    for index in min(crash, count)..<count where told < most {
      guard var offset = offset(of: calls[index], from: programStart) else { continue }
      // No call's return address, but the very place.
      if index == crash { offset += 1 }
      append(UInt8(ascii: " "))
      for place in stride(from: 28, through: 0, by: -4) {
        let digit = UInt8(offset >> place & 0xf)
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
      told += 1
    }
    append(UInt8(ascii: "\n"))
  }

  private static func append(_ byte: UInt8) {
    guard length < 512 else { return }
    line[length] = byte
    length += 1
  }
}
