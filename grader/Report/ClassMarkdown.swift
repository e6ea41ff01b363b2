/// A class for reading: a table with a row for each entry.
struct ClassMarkdown: Report {
  let name = "md"

  func text(of graded: GradedClass) -> String {
    // It is the same for all: graded otherwise, a submission is graded again.
    let sandbox = graded.rows.lazy.compactMap(\.document?.sandbox).first
    var text = "# Class\n\n\(sandbox.map { "\($0)\n\n" } ?? "")| submission | points | "
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
      text += "| \(name) | \(document.score.inWords) | "
      text += cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// Text that stays in its cell of a Markdown table.
  private static func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }
}
