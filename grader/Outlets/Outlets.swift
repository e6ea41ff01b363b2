import Foundation

/// Writes a class down in every way that was asked for, from results that are there.
struct Outlets {
  /// The names of reports besides those that are always written.
  let formats: Set<String>
  let rubric: Rubric?
  /// The exercises of the kit.
  let exercises: [KitExercise]

  static let format = Option(
    name: "--format", value: "A,B", choices: names,
    help: """
      write these as well: \(inARow(Reports.moreOfSubmission.map { $0.name }, "and")) for each
      submission; \(inARow(Reports.moreOfClass.map { $0.name }, "and")) for all
      """)

  private static let names =
    Reports.moreOfSubmission.map { $0.name } + Reports.moreOfClass.map { $0.name }

  /// Makes sure that nobody gets a grade sheet of points that are no marks.
  static func expectMarks(_ formats: [String], isQuick: Bool) throws(UsageError) {
    let sheets = Reports.moreOfClass.filter { $0 is any GradeSheet }.map { $0.name }
    guard isQuick, let format = formats.first(where: sheets.contains) else { return }
    throw UsageError(
      "there is no grade sheet (--format \(format)) of a class that is graded with --quick: checks are "
        + "left out, so its points are no marks. Grade it without --quick")
  }

  /// Writes all files.
  ///
  /// - Parameter say: Gets what somebody has to know who goes on with them.
  /// - Returns: The class as it was written.
  func write(_ results: GradedClass, in folder: URL, _ say: (String) -> Void) throws -> GradedClass
  {
    try Self.expectMarks(formats.sorted(), isQuick: results.isQuick)
    let graded = try rubric.map { try $0.applied(to: results) } ?? results
    for report in Reports.filesOfClass { try report.write(graded, named: "class", in: folder) }
    for report in Reports.moreOfClass where formats.contains(report.name) {
      if let sheet = report as? any GradeSheet {
        Self.tell(sheet.leftOut(of: graded), say) {
          "class.\(sheet.ending) has no line for \($0) with a result, whose number in the learning "
            + "system isn't known"
        }
      }
      try report.write(graded, named: "class", in: folder)
    }
    if let late = rubric?.late {
      let unknown = graded.rows.filter { $0.document != nil && $0.daysStudent == nil }.map(\.name)
      Self.tell(unknown, say) {
        "\"\(late.column)\" isn't known of \($0), whom the roster doesn't have, so late days cost them "
          + "nothing"
      }
    }
    try writeSubmissions(graded, in: folder.appendingPathComponent("submissions"))
    if formats.contains(MoodleWorksheet().name) {
      try MoodleFeedback(exercises: exercises).write(graded, in: folder, say)
    }
    return graded
  }

  private func writeSubmissions(_ graded: GradedClass, in folder: URL) throws {
    // Counted by a rubric, or no longer by one, the text is another than when it was graded.
    let reports =
      Reports.filesOfSubmission
      + Reports.moreOfSubmission.filter { formats.contains($0.name) }
    // What several handed in together has a row for each of them.
    var written = Set<String>()
    for row in graded.rows {
      guard let document = row.document, written.insert(row.name).inserted else { continue }
      let submission = GradedSubmission(document: document, exercises: exercises)
      for report in reports { try report.write(submission, named: row.name, in: folder) }
    }
  }

  /// So many names are told.
  private static let mostNames = 10

  /// Says something about some, with their names behind it.
  private static func tell(
    _ names: [String], _ say: (String) -> Void, _ sentence: (_ count: Int) -> String
  ) {
    guard !names.isEmpty else { return }
    let told = inARow(Array(names.prefix(mostNames)), "and")
    say("\(sentence(names.count)): \(told)\(names.count > mostNames ? " ..." : "")")
  }
}

extension GradedClass.Row {
  /// Whose late days count.
  var daysStudent: Student? { student ?? document?.entry?.students.first }
}

extension Rubric {
  /// A class as this rubric counts it.
  func applied(to graded: GradedClass) throws -> GradedClass {
    let names = assigned.map(\.exercise)
    if let missing = names.first(where: { !graded.exercises.contains($0) }) {
      throw UsageError(
        "the rubric has \(missing), which wasn't graded; grade the class with this rubric")
    }
    var counted = GradedClass(
      exercises: graded.exercises.filter(names.contains),
      rows: try graded.rows.map { row in
        let document = try row.document.map { try applied(to: $0, of: row.daysStudent) }
        return GradedClass.Row(
          name: row.name, document: document, student: row.student, remarks: row.remarks)
      })
    (counted.remarks, counted.isQuick, counted.rubric) = (graded.remarks, graded.isQuick, name)
    if counted.exercises != graded.exercises { counted.alsoGraded = graded.exercises }
    return counted
  }
}

/// The folder that Moodle takes as feedback files for many students, and as a zip if there is `zip`.
///
/// It follows `mod/assign/feedback/file/importziplib.php`: a folder for each student, called
/// `fullname_participant_assignfeedback_file_`, split at each `_`, so that the name can't have one.
struct MoodleFeedback {
  let exercises: [KitExercise]

  /// The folder's name for a row; nil if its number isn't known.
  static func folder(of row: GradedClass.Row) -> String? {
    guard let number = MoodleWorksheet().number(of: row), number.allSatisfy(\.isNumber) else {
      return nil
    }
    let name = row.student?.name ?? row.document?.entry?.displayName ?? row.name
    let safe = String(name.map { $0 == "_" || $0 == "/" || $0.isNewline ? " " : $0 })
    return "\(safe)_\(number)_assignfeedback_file_"
  }

  func write(_ graded: GradedClass, in folder: URL, _ say: (String) -> Void) throws {
    let files = FileManager.default
    let all = folder.appendingPathComponent("moodle-feedback")
    // What is left of an earlier time would be handed out again.
    if all.isDirectory { try files.removeItem(at: all) }
    for row in graded.rows {
      guard let document = row.document, document.isHandedIn, let name = Self.folder(of: row)
      else { continue }
      let own = all.appendingPathComponent(name)
      try files.createDirectory(at: own, withIntermediateDirectories: true)
      let submission = GradedSubmission(document: document, exercises: exercises)
      try MarkdownReport().write(submission, named: "feedback", in: own)
    }
    guard all.isDirectory else { return }
    // Without it the folder is zipped by hand.
    guard let zip = try? Tool.find("zip") else {
      return say("There is no 'zip' here: zip what is in moodle-feedback, and upload that")
    }
    let archive = folder.appendingPathComponent("moodle-feedback.zip")
    if files.fileExists(atPath: archive.path) { try files.removeItem(at: archive) }
    let result = try Tool(
      executable: zip, arguments: ["-q", "-r", archive.path, "."], directory: all,
      timeout: .seconds(600)
    ).run()
    guard result.status == 0 else { throw GraderError("zip failed: \(result.output)") }
  }
}
