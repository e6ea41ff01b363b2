import Judge

/// A grade sheet with a line for each student whom the learning system knows by a number.
///
/// Who has no result is left out, so that a mark given by hand stays: nothing handed in, nothing that could
/// be graded, a failure of the kit.
protocol GradeSheet: Report<GradedClass> {
  /// The number by which the learning system knows whose row it is; nil if it can't be told.
  func number(of row: GradedClass.Row) -> String?
}

extension GradeSheet {
  /// The rows that can be in it.
  func rows(of graded: GradedClass) -> [(row: GradedClass.Row, number: String, mark: Mark)] {
    graded.rows.compactMap { row in
      guard let document = row.document, document.isHandedIn,
        document.score.status != .judgeError, let number = number(of: row)
      else { return nil }
      return (row, number, document.counted)
    }
  }

  /// The names of those that have a result and no number, so that somebody has to enter their marks.
  func leftOut(of graded: GradedClass) -> [String] {
    graded.rows.filter { $0.document?.isHandedIn == true && number(of: $0) == nil }.map(\.name)
  }
}

/// Moodle's grading worksheet.
///
/// It follows what `mod/assign/feedback/offline/importgradeslib.php` reads: the columns Identifier, Grade
/// and "Last modified (grade)" must be there, the number in Identifier stands behind "Participant ", and
/// columns of feedback are found by their English names. For a course in another language the instructor
/// puts its worksheet's own headings in.
struct MoodleWorksheet: GradeSheet {
  let name = "moodle"
  let ending = "moodle.csv"

  /// From the entry's name in a download, or from a worksheet that serves as the roster.
  func number(of row: GradedClass.Row) -> String? {
    if let field = row.student?.fields["Identifier"] {
      return field.split(separator: " ").last.map(String.init)
    }
    guard let entry = row.document?.entry, entry.source == .moodle else { return nil }
    return entry.systemID
  }

  func text(of graded: GradedClass) -> String {
    let head = [
      "Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Last modified (grade)",
      "Feedback comments",
    ]
    let lines = rows(of: graded).map { row, number, mark in
      [
        "Participant \(number)", row.student?.name ?? row.document?.entry?.displayName ?? row.name,
        row.student?.email ?? "", Mark.number(mark.points), Mark.number(mark.outOf), "",
        comment(on: row, mark),
      ]
    }
    return ClassCSV.text(of: [head] + lines)
  }

  private func comment(on row: GradedClass.Row, _ mark: Mark) -> String {
    let problems = (row.document?.exercises ?? []).compactMap { result -> String? in
      guard result.status != .passed else { return nil }
      let name = result.firstProblem?.diagnosis.map { ", \($0)" } ?? ""
      return "\(result.name): \(result.score.inWords) points, \(result.status.inWords)\(name)."
    }
    return (["\(mark.inWords) points."] + problems).joined(separator: " ")
  }
}

/// Canvas's grade sheet.
///
/// It follows what `lib/gradebook_importer.rb` of canvas-lms reads: Student, ID, SIS User ID, SIS Login ID
/// and Section first, in this order; then the assignment's own title with its number in parentheses. A second
/// row with what there is to earn.
struct CanvasSheet: GradeSheet {
  let name = "canvas"
  let ending = "canvas.csv"

  /// From the entry's name in a download, or from an export of the gradebook that serves as the roster.
  func number(of row: GradedClass.Row) -> String? {
    if let field = row.student?.fields["ID"], row.student?.fields["Section"] != nil { return field }
    guard let entry = row.document?.entry, entry.source == .canvas else { return nil }
    return entry.systemID
  }

  func text(of graded: GradedClass) -> String {
    let rows = rows(of: graded)
    let title = graded.rubric ?? "Parallelism and Concurrency"
    let outOf = rows.first.map { Mark.number($0.mark.outOf) } ?? ""
    let head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    let lines = rows.map { row, number, mark in
      let fields = row.student?.fields ?? [:]
      return [
        row.student?.name ?? row.document?.entry?.displayName ?? row.name, number,
        fields["SIS User ID"] ?? "", fields["SIS Login ID"] ?? "", fields["Section"] ?? "",
        Mark.number(mark.points),
      ]
    }
    return ClassCSV.text(of: [head, ["Points Possible", "", "", "", "", outOf]] + lines)
  }
}
