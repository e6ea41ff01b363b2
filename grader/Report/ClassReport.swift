/// The table of a whole class, a row for each submission.
struct ClassReport {
  struct Row: Sendable {
    let name: String
    /// Nil for an entry that is no submission.
    let document: Document?
    /// Why there is no document.
    var remark = ""
  }

  let exercises: [String]
  let rows: [Row]

  /// For spreadsheets: one line for each submission, comma-separated.
  var csv: String {
    let head =
      ["submission", "points", "max points"]
      + exercises.flatMap { ["\($0) points", "\($0) status"] } + ["remark"]
    let lines = rows.map { row -> [String] in
      var fields = [row.name]
      fields.append(row.document.map { "\($0.points)" } ?? "")
      fields.append(row.document.map { "\($0.maxPoints)" } ?? "")
      for name in exercises {
        let result = row.document?.exercises.first { $0.name == name }
        fields.append(result.map { "\($0.points)" } ?? "")
        fields.append(result?.status.rawValue ?? "")
      }
      return fields + [row.remark]
    }
    return ([head] + lines).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
  }

  /// For reading: the same as a table.
  var markdown: String {
    var text = "# Class\n\n| submission | points | "
    text += exercises.joined(separator: " | ") + " |\n"
    text += String(repeating: "|---", count: exercises.count + 2) + "|\n"
    for row in rows {
      let name = Self.cell(row.name)
      guard let document = row.document else {
        text +=
          "| \(name) | \(Self.cell(row.remark)) |" + String(repeating: " |", count: exercises.count)
        text += "\n"
        continue
      }
      let cells = exercises.map { exercise -> String in
        guard let result = document.exercises.first(where: { $0.name == exercise }) else {
          return ""
        }
        let problem = result.firstProblem?.diagnosis.map { " (\($0))" } ?? ""
        return "\(result.points) \(result.status.inWords)\(problem)"
      }
      text += "| \(name) | \(document.points) of \(document.maxPoints) | "
      text += cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// A field that a spreadsheet takes as text, even if it begins like a formula.
  ///
  /// It goes by scalars: to Swift a quote with an accent on it is another character than a quote.
  static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) }
    let safe = isFormula == true ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return safe
    }
    var field = String.UnicodeScalarView()
    for scalar in safe.unicodeScalars {
      field.append(scalar)
      if scalar == "\"" { field.append(scalar) }
    }
    return "\"" + String(field) + "\""
  }

  /// Text that stays in its cell of a Markdown table.
  private static func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }
}
