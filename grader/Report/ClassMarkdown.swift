import Judge

/// A class for reading: what there is to say of it, a table with a row for each student or entry, then
/// the doubts and the choices that were made.
struct ClassMarkdown: Report {
  let name = "md"

  func text(of graded: GradedClass) -> String {
    // It is the same for all: graded otherwise, a submission is graded again.
    let sandbox = graded.rows.lazy.compactMap(\.document?.sandbox).first
    var text = "# Class\n\n\(sandbox.map { "\($0)\n\n" } ?? "")"
    if let rubric = graded.rubric { text += "Counted by the rubric \"\(Self.cell(rubric))\".\n\n" }
    for remark in graded.remarks { text += "\(Self.cell(remark.text))\n\n" }
    text += "| submission | student | points | "
    text += graded.exercises.map { "\($0) | " }.joined() + "remarks |\n"
    text += String(repeating: "|---", count: graded.exercises.count + 4) + "|\n"
    for row in graded.rows { text += self.row(row, graded.exercises) }
    text += list("Doubts to look at before marks are handed out", graded.rows) { $0.isDoubt }
    text += list("Choices that were made", graded.rows) { !$0.isDoubt }
    return text + statistics(ClassStatistics(graded))
  }

  private func row(_ row: GradedClass.Row, _ exercises: [String]) -> String {
    let student = row.student?.name ?? row.document?.entry?.displayName ?? ""
    let score = row.document.map { $0.counted.inWords } ?? "not graded"
    let cells = exercises.map { exercise -> String in
      guard let result = row.document?.exercises.first(where: { $0.name == exercise }) else {
        return ""
      }
      let problem = result.firstProblem?.diagnosis.map { " (\($0))" } ?? ""
      return "\(result.points) \(result.status.inWords)\(problem)"
    }
    let doubts = row.remarks.count(where: \.isDoubt)
    let choices = row.remarks.count - doubts
    let remarks = [
      doubts > 0 ? (doubts == 1 ? "1 doubt" : "\(doubts) doubts") : nil,
      choices > 0 ? (choices == 1 ? "1 choice" : "\(choices) choices") : nil,
    ].compactMap(\.self).joined(separator: ", ")
    let all = [row.name, student, score] + cells + [remarks]
    return "| " + all.map(Self.cell).joined(separator: " | ") + " |\n"
  }

  /// The remarks of a kind, each with its entry; an entry of several students once.
  private func list(
    _ heading: String, _ rows: [GradedClass.Row], _ isMeant: (Remark) -> Bool
  ) -> String {
    var lines: [String] = []
    for row in rows {
      for remark in row.remarks where isMeant(remark) {
        let line = "- \(Self.cell(row.name)): \(Self.cell(remark.line))\n"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines.isEmpty ? "" : "\n## \(heading)\n\n" + lines.joined()
  }

  /// Text that stays in its cell of a Markdown table, and on its line.
  private static func cell(_ text: String) -> String {
    visible(text.split(whereSeparator: \.isNewline).joined(separator: " "))
      .replacing("|", with: "\\|")
  }

  private func statistics(_ statistics: ClassStatistics) -> String {
    guard statistics.graded > 0 else { return "" }
    func number(_ value: Double) -> String { Mark.number(value) }
    var text = """

      ## Statistics

      \(statistics.graded) graded. Of what there is to earn they have \(number(statistics.mean))% on average; \
      half of them have \(number(statistics.median))% or less.

      | check | passed | of |
      |---|---|---|

      """
    // Those that all have passed are in class.json.
    for check in statistics.checks where check.passed < check.begun {
      text += "| \(check.exercise): \(Self.cell(check.check)) | \(check.passed) | "
      text += "\(check.begun) |\n"
    }
    guard !statistics.diagnoses.isEmpty else { return text }
    text += "\n| diagnosis | submissions |\n|---|---|\n"
    for one in statistics.diagnoses { text += "| \(one.diagnosis) | \(one.submissions) |\n" }
    return text
  }
}
