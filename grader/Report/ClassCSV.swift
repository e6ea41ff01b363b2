/// A class for spreadsheets: one line for each student or entry, comma-separated.
struct ClassCSV: Report {
  /// Whether it begins with a byte order mark, without which Excel takes UTF-8 for something else.
  var hasByteOrderMark = false

  var name: String { hasByteOrderMark ? "excel" : "csv" }
  var ending: String { hasByteOrderMark ? "excel.csv" : "csv" }

  func text(of graded: GradedClass) -> String {
    let head =
      ["submission", "student", "id", "late", "points", "max points", "per cent"]
      + graded.exercises.flatMap { ["\($0) points", "\($0) status"] }
      + ["diagnoses", "doubt", "remark"]
    let lines = graded.rows.map { row -> [String] in
      var fields = [row.name, row.student?.name ?? row.document?.entry?.displayName ?? ""]
      fields.append(row.student?.id ?? row.document?.entry?.systemID ?? "")
      fields.append(row.document?.entry?.isLate == true ? "late" : "")
      let mark = row.document?.counted
      fields.append(mark.map { Mark.number($0.points) } ?? "")
      fields.append(mark.map { Mark.number($0.outOf) } ?? "")
      fields.append(mark.map { Mark.number($0.percent) } ?? "")
      for name in graded.exercises {
        let result = row.document?.exercises.first { $0.name == name }
        fields.append(result.map { "\($0.points)" } ?? "")
        fields.append(result?.status.rawValue ?? "")
      }
      let remarks = (graded.isQuick ? [.quick] : []) + row.remarks
      return fields + [
        row.document?.diagnoses.joined(separator: " ") ?? "", row.hasDoubt ? "look" : "",
        remarks.map(\.line).joined(separator: " "),
      ]
    }
    return (hasByteOrderMark ? "\u{FEFF}" : "")
      + Self.text(of: [head] + lines)
  }

  /// Lines of fields.
  static func text(of lines: [[String]]) -> String {
    lines.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
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
}
