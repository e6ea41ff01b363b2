/// A class for reading: a table with a row for each entry.
struct ClassMarkdown: Report {
  let name = "md"

  func text(of graded: GradedClass) -> String {
    var text = "# Class\n\n"
    if let rubric = graded.rubric { text += "Counted by the rubric \"\(Self.cell(rubric))\".\n\n" }
    text += "| submission | points | "
    text += graded.exercises.joined(separator: " | ") + " |\n"
    text += String(repeating: "|---", count: graded.exercises.count + 2) + "|\n"
    for row in graded.rows {
      let name = Self.cell(row.name)
      guard let document = row.document else {
        text +=
          "| \(name) | \(Self.cell(row.remark)) |"
          + String(repeating: " |", count: graded.exercises.count)
        text += "\n"
        continue
      }
      let cells = graded.exercises.map { exercise -> String in
        guard let result = document.exercises.first(where: { $0.name == exercise }) else {
          return ""
        }
        let problem = result.firstProblem?.diagnosis.map { " (\($0))" } ?? ""
        return "\(result.points) \(result.status.inWords)\(problem)"
      }
      text += "| \(name) | \(document.counted.inWords) | "
      text += cells.joined(separator: " | ") + " |\n"
    }
    return text + statistics(ClassStatistics(graded))
  }

  /// Text that stays in its cell of a Markdown table.
  private static func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
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
