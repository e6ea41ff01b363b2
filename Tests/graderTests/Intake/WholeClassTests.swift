import Foundation
import Judge
import Testing

@testable import grader

@Suite(.enabled(if: Piped.has("unzip"))) struct WholeClassTests {
  @Test func `each entry of a class is read as it is meant, and what was chosen is told`() throws {
    let whole = WholeClass()
    #expect(whole.expected.count >= 60)
    try withClass(whole) { folder in
      let intake = try intake(of: folder)
      #expect(intake.strays.sorted() == whole.strays)
      #expect(intake.submissions.count == whole.expected.count)
      for expected in whole.expected {
        let name = expected.identifier
        let submission = try #require(
          intake.submissions.first { $0.entry.identifier.utf8.elementsEqual(name.utf8) },
          "\(name) is missing")
        let choices = try Self.choices(submission)
        #expect(submission.entry.displayName == expected.student, "\(name)")
        #expect(submission.entry.isLate == expected.isLate, "\(name)")
        #expect(choices.choices[0].main?.path == expected.main, "\(name)")
        let kinds = Set((submission.remarks + choices.remarks).map(\.kind))
        #expect(kinds == expected.kinds, "\(name)")
        let code = try choices.choices[0].main?.contents()
        #expect(code.map { !$0.isEmpty } != false, "\(name)")
      }
    }
  }

  @Test func `each has its row in both overviews, and its own reports tell the same`() throws {
    let whole = WholeClass()
    try withClass(whole) { folder in
      let intake = try intake(of: folder)
      let out = try OutFolder(folder.deletingLastPathComponent().appendingPathComponent("out").path)
      let rows = Self.run(in: out).rows(of: intake.submissions, in: folder)
      let graded = GradedClass(exercises: ["Ropes", "Sails"], rows: rows)
      let table = try CSV(ClassCSV().text(of: graded)).rows
      // One entry is of two students.
      #expect(table.count == whole.expected.count + 1 + 1)
      let markdown = ClassMarkdown().text(of: graded)
      let lines = markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .drop { !$0.hasPrefix("| ") }.prefix { $0.hasPrefix("|") }.filter { $0.hasPrefix("| ") }
      #expect(lines.count == table.count)
      for expected in whole.expected {
        let field = ClassCSV.field(expected.identifier).hasPrefix("'") ? "'" : ""
        let line = try #require(
          table.first { $0.fields[0].utf8.elementsEqual((field + expected.identifier).utf8) })
        #expect(line.fields.count == table[0].fields.count)
        let submission = try #require(
          intake.submissions.first {
            $0.entry.identifier.utf8.elementsEqual(expected.identifier.utf8)
          })
        let remarks = submission.remarks + (try Self.choices(submission).remarks)
        let report = try String(
          contentsOf: out.submissions.appendingPathComponent("\(expected.identifier).md"),
          encoding: .utf8)
        #expect(
          (line.fields[line.fields.count - 2] == "look") == remarks.contains(where: \.isDoubt))
        for remark in remarks {
          #expect(line.fields.last?.contains(remark.line) == true)
          #expect(report.contains(remark.text))
          #expect(markdown.contains(remark.text.replacing("|", with: "\\|")))
        }
      }
    }
  }

  @Test func `a roster ties entries to students, and finds who handed in nothing`() throws {
    try withClass(WholeClass()) { folder in
      var intake = try intake(of: folder, remarksOnNames: false)
      intake.assign(
        try Roster(
          """
          name,id,email,entry
          Ada Lovelace,12345,,
          Barbara Liskov,202,,
          Grace Hopper,200,,
          Alan Turing,201,,
          "Eve, Last",300,,team
          "Fin, Last",301,,team
          Zoe Nobody,400,,
          Cy,500,,
          """))
      func entry(_ name: String) throws -> ClassIntake.Submission {
        try #require(intake.submissions.first { $0.entry.identifier == name })
      }
      #expect(try entry("Ada Lovelace_12345").entry.students.map(\.id) == ["12345"])
      #expect(try entry("submission_1").entry.students.map(\.id) == ["200", "201"])
      #expect(try entry("team").entry.students.map(\.id) == ["300", "301"])
      #expect(try entry("cy").entry.students.map(\.id) == ["500"])
      #expect(try entry("python").remarks.map(\.kind) == [.notInRoster])
      let zoe = try entry("Zoe Nobody")
      #expect(zoe.entry.source == .roster)
      #expect(zoe.remarks.map(\.kind) == [.nothingHandedIn])
      let absent = intake.submissions.filter { $0.entry.source == .roster }
      #expect(absent.map(\.name) == ["Zoe Nobody"])
      // Of that name there is a folder, one of Moodle's and a file of Canvas's.
      let twice = intake.submissions.filter { $0.remarks.contains { $0.kind == .severalEntries } }
      #expect(
        twice.map(\.entry.identifier) == [
          "Ada Lovelace_12345", "Lovelace, Ada", "hoppergrace_102", "lovelaceada_101",
          "submission_1",
          "turingalan_103",
        ])
    }
  }

  @Test func `a student who handed in nothing has a row without points`() throws {
    try withFolder { folder in
      var intake = try ClassIntake([], exercises: Sample.kit)
      intake.assign(try Roster("name\nAda\n"))
      let out = try OutFolder(folder.appendingPathComponent("out").path)
      let row = try #require(Self.run(in: out).rows(of: intake.submissions, in: folder).first)
      #expect(row.document?.score.points == 0)
      #expect(row.document?.score.maxPoints == 2)
      #expect(row.student?.name == "Ada")
      #expect(row.remarks == [.nothingHandedIn])
    }
  }

  @Test func `a class that is an archive itself is the same class`() throws {
    let members =
      ["ada", "bob"].map { Packed("hw1/\($0)/Ropes.swift", code(1)) }
      + [Packed("hw1/cy.zip", archive: zipped([Packed("Ropes.swift", code(2))]))]
    try withFolder { folder in
      let file = folder.appendingPathComponent("class.zip")
      try zipped(members).write(to: file)
      let place = try ClassPlace(file.path, out: folder.appendingPathComponent("out").path)
      let intake = try place.intake(exercises: Sample.kit)
      try #require(intake.submissions.map(\.entry.identifier) == ["ada", "bob", "cy"])
      #expect(intake.remarks.map(\.kind) == [.foundDeeper])
      #expect(
        try Self.choices(intake.submissions[2]).choices[0].main?.contents() == Data(code(2).utf8))
    }
  }

  @Test func `reports mustn't lie in the class, and a class must be one`() throws {
    try withFolder(["class/ada/Ropes.swift": "", "notes.txt": ""]) { folder in
      let path = folder.appendingPathComponent("class").path
      #expect(throws: UsageError.self) { try ClassPlace(path, out: "\(path)/out") }
      #expect(throws: UsageError.self) { try ClassPlace(path, out: path) }
      #expect(throws: UsageError.self) { try ClassPlace("\(folder.path)/notes.txt", out: "out") }
      #expect(throws: UsageError.self) { try ClassPlace("\(folder.path)/none", out: "out") }
      #expect(throws: Never.self) { try ClassPlace(path, out: "\(path)-out") }
    }
  }

  // MARK: A class on the disk

  private func intake(of folder: URL, remarksOnNames: Bool = true) throws -> ClassIntake {
    var intake = try ClassIntake(FolderListing(of: folder).files, exercises: Sample.kit)
    if remarksOnNames { intake.remarkOnNames() }
    return intake
  }

  private static func choices(_ submission: ClassIntake.Submission) throws -> Choices {
    let kit = try Sample.kit
    return Choices(
      assigned: Array(kit.dropFirst()), all: kit, files: submission.files,
      known: ["Ropes": Sample.known, "Sails": Sample.known], isForMarks: true)
  }

  private static func run(in out: OutFolder) -> ClassRun {
    ClassRun.sample(in: out) { submission in
      // These tests make the kit; a failure to do so shows in them.
      (try? choices(submission))
        ?? Choices(
          assigned: [], all: [], files: [], known: [:], isForMarks: true)
    }
  }

  private func withClass(_ whole: WholeClass, _ body: (URL) throws -> Void) throws {
    try withFolder { top in
      let folder = top.appendingPathComponent("class")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (path, bytes) in whole.files { try put(bytes, at: path, in: folder) }
      try body(folder)
    }
  }

  /// Writes a file whose name may be no UTF-8, which Foundation can't.
  private func put(_ bytes: Data, at path: [UInt8], in folder: URL) throws {
    let parts = path.split(separator: UInt8(ascii: "/"))
    var place = Array(folder.path.utf8)
    for (index, part) in parts.enumerated() {
      place += [UInt8(ascii: "/")] + part
      let name = place.map { CChar(bitPattern: $0) } + [0]
      if index < parts.count - 1 {
        _ = mkdir(name, 0o755)
      } else {
        let file = try #require(fopen(name, "w"))
        defer { fclose(file) }
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        #expect(written == bytes.count)
      }
    }
  }
}

extension ClassRun {
  /// A run that doesn't build anything: what was taken earns its point.
  static func sample(
    in out: OutFolder, jobs: Int = 2, again: Set<String> = [],
    choose: @escaping @Sendable (ClassIntake.Submission) -> Choices,
    tell: @escaping @Sendable (Event) -> Void = { _ in }
  ) -> ClassRun {
    ClassRun(
      out: out, all: [], jobs: jobs, isQuick: false, sandbox: "none", way: "sample",
      again: again, choose: choose,
      grade: { _, choices in
        choices.choices.map { choice in
          ExerciseResult(
            name: choice.exercise.name,
            checks: [verdict("it pulls", choice.main == nil ? .notStarted : .passed)])
        }
      }, tell: tell)
  }
}
