#if os(Linux)
  import Foundation
  import Glibc
  import OffThePool
  import Testing

  @testable import grader

  /// `watch` as it is used: in a terminal, with files that are saved and keys that are pressed.
  @Suite(.offThePool) struct WatchSessionTests {
    @Test(arguments: [(80, 24), (200, 50)])
    func `from a stub to an exercise that is whole`(columns: UInt16, rows: UInt16) throws {
      try MadeUpKit.lend { kit in
        let terminal = try PseudoTerminal(columns: columns, rows: rows)
        let before = try terminal.settings
        let watch = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "First Replace the line `throw NotStarted()`.")
        try terminal.read(until: "q quit")
        #expect(try terminal.settings != before)

        try kit.save("wrong")
        try terminal.read(until: "01 Ropes: it stops [deadlock]")
        try terminal.read(until: "All 4 threads slept.")
        try terminal.press("h")
        try terminal.read(until: "hint 1: where to begin")
        try terminal.press("e")
        try terminal.read(until: "Who wakes whom?")
        try terminal.press("l")
        try terminal.read(until: "01 Ropes  failed             3 of 4")
        try terminal.press("a")
        try terminal.read(until: "it pulls (3 of 3)")

        // Nothing would come of this one; the next save ends it.
        try kit.save("slow")
        try terminal.read(until: "judging ...")
        try kit.save("right")
        try terminal.read(until: "*** Ropes is whole: 4 of 4 points.")
        try terminal.read(until: "02 Mills: turn")

        try terminal.press("q")
        #expect(try watch.status() == 0)
        #expect(try terminal.settings == before)
        #expect(try terminal.widest <= Int(columns))
        let kept = ProgressFile(in: kit.folder.appendingPathComponent(".grader")).read()
        #expect(kept.verdicts["Ropes"]?.isWhole == true)
        #expect(kept.hints == ["Ropes": 1])
      }
    }

    @Test func `what is whole is known without a run the next time`() throws {
      try MadeUpKit.lend { kit in
        try kit.save("right")
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let first = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "Ropes is whole")
        try terminal.press("q")
        #expect(try first.status() == 0)
        // A check would now come to nothing.
        try FileManager.default.removeItem(
          at: kit.folder.appendingPathComponent("fakes/right.jsonl"))
        let second = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "02 Mills: turn")
        try terminal.press("l")
        try terminal.read(until: "01 Ropes  passed             4 of 4")
        try terminal.press("q")
        #expect(try second.status() == 0)
      }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func `whatever ends it, the terminal is as it was`(signal: Int32) throws {
      try MadeUpKit.lend { kit in
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let before = try terminal.settings
        let watch = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "q quit")
        try kit.save("slow")
        try terminal.read(until: "judging ...")
        #expect(try terminal.settings != before)
        kill(watch.processIdentifier, signal)
        #expect(try watch.status() == 128 + signal)
        #expect(try terminal.settings == before)
      }
    }

    @Test func `in a terminal that gets narrower, lines do too`() throws {
      try MadeUpKit.lend { kit in
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let watch = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "a all checks   r run   q quit")
        try terminal.resize(columns: 40, rows: 20)
        kill(watch.processIdentifier, SIGWINCH)
        // The keys don't fit into one line any more.
        try terminal.read(until: "e explain a all\u{1b}[K")
        try terminal.press("q")
        #expect(try watch.status() == 0)
      }
    }

    @Test func `a file that is gone, and one with a conflict, are told as such`() throws {
      try MadeUpKit.lend { kit in
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let watch = try terminal.start(["watch"], in: kit)
        try terminal.read(until: "q quit")
        try FileManager.default.removeItem(
          at: kit.folder.appendingPathComponent("Exercises/01-Ropes/Ropes.swift"))
        try terminal.read(until: "Exercises/01-Ropes/Ropes.swift is gone.")
        try kit.save("<<<<<<< ours\nright\n=======\nwrong\n>>>>>>> theirs\n")
        try terminal.read(until: "Ropes.swift has two versions of the same lines")
        try terminal.press("q")
        #expect(try watch.status() == 0)
      }
    }

    @Test func `without a terminal it prints verdicts, and ends when the input does`() throws {
      try MadeUpKit.lend { kit in
        try kit.save("wrong")
        let (input, output) = (Pipe(), Pipe())
        let watch = try start(
          ["watch"], in: kit, input.fileHandleForReading, output.fileHandleForWriting)
        try output.fileHandleForWriting.close()
        try input.fileHandleForWriting.close()
        let text = String(
          decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(try watch.status() == 0)
        #expect(text.hasPrefix("01 Ropes: it stops [deadlock]\n   All 4 threads slept."), "\(text)")
        #expect(!text.contains("\u{1b}"))
      }
    }
  }

  /// Starts the grader in a made-up kit.
  private func start(
    _ arguments: [String], in kit: MadeUpKit, _ input: FileHandle, _ output: FileHandle
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("grader")
    process.arguments = arguments
    process.currentDirectoryURL = kit.folder
    process.environment = ProcessInfo.processInfo.environment.merging(kit.environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  extension Process {
    /// What it ends with.
    fileprivate func status() throws -> Int32 {
      let deadline = ContinuousClock.now + PseudoTerminal.patience
      while isRunning {
        guard ContinuousClock.now < deadline else {
          kill(processIdentifier, SIGKILL)
          throw GraderError("the grader doesn't end")
        }
        usleep(5000)
      }
      return terminationStatus
    }
  }

  /// A terminal without a person before it.
  private final class PseudoTerminal {
    /// Far longer than anything takes, on a busy machine too.
    static let patience = Duration.seconds(60)

    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift doesn't see.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    private let master: Int32
    private let slave: Int32
    /// What was printed and not yet read for.
    private var unread = ""
    private var all: [UInt8] = []

    init(columns: UInt16, rows: UInt16) throws {
      master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var (isLocked, number) = (Int32(0), Int32(0))
      guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0,
        ioctl(master, Self.getNumber, &number) == 0
      else { throw GraderError("there is no pseudo-terminal to be had: \(errno)") }
      slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
      try resize(columns: columns, rows: rows)
    }

    deinit {
      close(slave)
      close(master)
    }

    func resize(columns: UInt16, rows: UInt16) throws {
      var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else {
        throw GraderError("the pseudo-terminal has no size: \(errno)")
      }
    }

    /// How it treats what is typed and printed.
    var settings: [UInt8] {
      get throws {
        var settings = termios()
        guard tcgetattr(slave, &settings) == 0 else { throw GraderError("no settings: \(errno)") }
        return withUnsafeBytes(of: settings) { Array($0) }
      }
    }

    func start(_ arguments: [String], in kit: MadeUpKit) throws -> Process {
      let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
      return try graderTests.start(arguments, in: kit, handle, handle)
    }

    func press(_ key: String) throws {
      guard write(master, key, key.utf8.count) == key.utf8.count else {
        throw GraderError("the key can't be pressed: \(errno)")
      }
    }

    /// Reads until a text was printed.
    func read(until text: String) throws {
      let deadline = ContinuousClock.now + Self.patience
      while true {
        if let found = unread.range(of: text) {
          unread = String(unread[found.upperBound...])
          return
        }
        guard ContinuousClock.now < deadline else {
          throw GraderError("'\(text)' was never printed; there was: \(unread)")
        }
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 100) > 0 else { continue }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(master, &bytes, bytes.count)
        guard count > 0 else { throw GraderError("the terminal was closed: \(errno)") }
        all += bytes.prefix(count)
        unread += String(decoding: bytes.prefix(count), as: UTF8.self)
      }
    }

    /// How many columns the widest line took that was printed.
    var widest: Int {
      get throws {
        let text = String(decoding: all, as: UTF8.self)
          .replacing(/\u{1b}\[[?0-9;]*[A-Za-z]/, with: "\n")
        return text.split(whereSeparator: \.isNewline).map { columns(of: $0) }.max() ?? 0
      }
    }
  }
#endif
