import Foundation
import Judge
import Synchronization
import Testing

@testable import grader

@Suite struct ClassRunTests {
  /// A class of six, which is graded one after the other.
  private static let names = ["ada", "bob", "cy", "di", "eve", "fin"]

  private static func submissions() throws -> [ClassIntake.Submission] {
    try ClassIntake(
      handed(names.map { ("\($0)/Ropes.swift", code($0.count)) }), exercises: Sample.kit
    ).submissions
  }

  @Sendable private static func choices(_ submission: ClassIntake.Submission) -> Choices {
    guard let ropes = try? Sample.ropes else {
      return Choices(assigned: [], all: [], files: [], known: [:], isForMarks: true)
    }
    return Choices(
      assigned: [ropes], all: [ropes], files: submission.files, known: [:], isForMarks: true)
  }

  /// Grades all, and returns what happened on the way.
  private static func run(_ folder: URL, again: Set<String> = []) throws -> [ClassRun.Event] {
    let out = try OutFolder(folder.appendingPathComponent("out").path)
    let events = Mutex<[ClassRun.Event]>([])
    let run = ClassRun.sample(in: out, jobs: 1, again: again, choose: choices) { event in
      events.withLock { $0.append(event) }
    }
    let rows = run.rows(of: try submissions(), in: folder)
    #expect(rows.map(\.name) == names)
    #expect(rows.allSatisfy { $0.document?.score.points == 1 })
    return events.withLock { $0 }
  }

  private static func graded(_ events: [ClassRun.Event]) -> [String] {
    events.compactMap { event in
      guard case .ended(let name, _, isKept: false) = event else { return nil }
      return name
    }
  }

  /// Each moment of a run of six: when an entry is begun, when one of its three reports is written, and when
  /// it is done.
  @Test(arguments: 1...30)
  func `a run that is killed at any moment goes on where it was, and nothing is lost`(
    moment: Int
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("graderTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What is left of a test's folder is in nobody's way.
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, moment = moment as Int] in
      let folder = URL(fileURLWithPath: path)
      let out = try OutFolder(folder.appendingPathComponent("out").path)
      let count = Atomic(0)
      let run = ClassRun.sample(in: out, jobs: 1, choose: ClassRunTests.choices) { _ in
        if count.wrappingAdd(1, ordering: .relaxed).newValue == moment { kill(getpid(), SIGKILL) }
      }
      _ = run.rows(of: try ClassRunTests.submissions(), in: folder)
    }
    let reports = try names(at: folder)
    // The report that is read again comes with the fourth of five moments of each.
    let whole = (moment + 1) / 5
    #expect(reports.filter { $0.hasSuffix(".json") }.count == whole)
    let events = try Self.run(folder)
    #expect(Self.graded(events) == Array(Self.names.dropFirst(whole)))
    let all = Self.names.flatMap { name in ["html", "json", "md"].map { "\(name).\($0)" } }
    #expect(try names(at: folder) == all)
    #expect(try Self.graded(Self.run(folder)).isEmpty)
  }

  private func names(at folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("out/submissions").path
    ).sorted()
  }

  @Test func `one is graded again if it is asked for`() throws {
    try withFolder { folder in
      let (first, second) = (try Self.run(folder), try Self.run(folder, again: ["cy"]))
      #expect(Self.graded(first) == Self.names)
      #expect(Self.graded(second) == ["cy"])
    }
  }

  @Test func `a result is no longer true when the code is another`() throws {
    try withFolder { folder in
      _ = try Self.run(folder)
      let out = try OutFolder(folder.appendingPathComponent("out").path)
      let other = try ClassIntake(handed([("ada/Ropes.swift", code(9))]), exercises: Sample.kit)
      let wasThere = Mutex<Bool?>(nil)
      var run = ClassRun.sample(in: out, choose: Self.choices)
      run = ClassRun(
        out: out, all: [], jobs: 1, isQuick: false, sandbox: "none", way: "sample",
        choose: run.choose,
        grade: { submission, choices in
          // While it is graded, nobody must take the old result for the new one.
          let report = out.document(of: submission.entry.identifier)
          wasThere.withLock { $0 = FileManager.default.fileExists(atPath: report.path) }
          throw GraderError("no disk")
        }, tell: { _ in })
      let row = try #require(run.rows(of: other.submissions, in: folder).first)
      #expect(wasThere.withLock { $0 } == false)
      #expect(row.document == nil)
      #expect(row.remarks.map(\.kind) == [.couldNotBeGraded])
    }
  }

  @Test func `remarks follow the roster without grading anything again`() throws {
    try withFolder { folder in
      _ = try Self.run(folder)
      let out = try OutFolder(folder.appendingPathComponent("out").path)
      var intake = try ClassIntake(
        handed([("ada/Ropes.swift", code(3))]), exercises: Sample.kit)
      intake.assign(try Roster("name,id\nAda,7\n"))
      let run = ClassRun.sample(in: out, choose: Self.choices)
      let row = try #require(run.rows(of: intake.submissions, in: folder).first)
      #expect(row.student?.id == "7")
      let kept = try JSONDecoder().decode(
        Document.self, from: Data(contentsOf: out.document(of: "ada")))
      #expect(kept.entry?.students.map(\.id) == ["7"])
    }
  }
}

@Suite struct OutFolderTests {
  @Test func `one run at a time writes to a folder`() throws {
    try withFolder { folder in
      let first = try OutFolder(folder.path)
      #expect(throws: GraderError.self) { try OutFolder(folder.path) }
      withExtendedLifetime(first) {}
    }
    try withFolder { folder in
      do { _ = try OutFolder(folder.path) }
      #expect(throws: Never.self) { try OutFolder(folder.path) }
    }
  }

  @Test func `reports of entries that are gone are moved aside, and told`() throws {
    try withFolder { folder in
      let out = try OutFolder(folder.path)
      for name in ["ada.html", "ada.json", "ada.md", "bob.html", "bob.json", "bob.md", "x.txt"] {
        try write("", to: "submissions/\(name)", in: folder)
      }
      #expect(try out.clear(keeping: ["ada"]) == ["bob"])
      #expect(try out.clear(keeping: ["ada"]) == [])
      let files = FileManager.default
      #expect(
        try files.contentsOfDirectory(atPath: out.submissions.path).sorted()
          == ["ada.html", "ada.json", "ada.md", "x.txt"])
      #expect(
        try files.contentsOfDirectory(atPath: out.removed.path).sorted()
          == ["bob.html", "bob.json", "bob.md"])
    }
  }

  @Test func `the log has a line for each thing`() throws {
    try withFolder { folder in
      let out = try OutFolder(folder.path)
      out.log("one\nline")
      out.log("two")
      let lines = try String(contentsOf: folder.appendingPathComponent("log.txt"), encoding: .utf8)
        .split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[0].hasSuffix("Z one line"))
    }
  }
}

@Suite struct ClassEventsTests {
  @Test func `what came of an entry is told with its points, or why there are none`() {
    let score = Score(.passed, points: 3, maxPoints: 4)
    #expect(ClassRun.Event.began("a").ending == nil)
    #expect(
      ClassRun.Event.ended("a", score, isKept: true).ending?.words
        == "a 3 of 4 points (graded before)")
    #expect(ClassRun.Event.ended("b", score, isKept: false).ending?.words == "b 3 of 4 points")
    #expect(
      ClassRun.Event.failed("c", reason: "no disk").ending?.words
        == "c could not be graded: no disk")
  }
}

@Suite struct RunFolderTests {
  @Test func `what runs have left that are no more is removed, and what is in use is not`() throws {
    try withFolder([
      "grader-run-1/a": "", "grader-run-1.lock": "", "grader-run-2/b": "", "other/c": "",
    ]) {
      folder in
      let lock = try LockFile(path: folder.appendingPathComponent("grader-run-2.lock").path)
      #expect(try lock.tryLockAlone())
      RunFolder.sweep(folder)
      withExtendedLifetime(lock) {}
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
          == ["grader-run-2", "grader-run-2.lock", "other"])
    }
  }

  @Test func `temporary folders lie in the run's own`() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.url.deletingLastPathComponent().path == RunFolder.url.path)
    #expect(folder.url.isDirectory)
  }
}

@Suite struct VisibleTests {
  @Test func `control characters are seen and do nothing`() {
    #expect(visible("a\tb\nc") == "a\tb\nc")
    #expect(visible("\u{1b}[31mred\u{7}\u{0}\u{7f}") == "␛[31mred␇␀␡")
    #expect(visible("10%\r20%\r\n") == "10%␍20%\n")
    #expect(visible("\u{85}\u{202e}abc") == "<U+85><U+202E>abc")
    #expect(visible("é 🙂 李") == "é 🙂 李")
  }
}
