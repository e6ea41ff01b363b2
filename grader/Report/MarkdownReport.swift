import Judge

/// The report that is handed to a student, with every check.
struct MarkdownReport {
  let name: String
  let document: Document

  var text: String {
    var text = "# \(name)\n\n\(document.points) of \(document.maxPoints) points\n\n"
    text += "| exercise | result | points |\n|---|---|---|\n"
    for result in document.exercises {
      text += "| \(result.name) | \(result.status.inWords) | "
      text += "\(result.points) of \(result.maxPoints) |\n"
    }
    for result in document.exercises where result.status == .notStarted {
      guard let message = result.message else { continue }
      text += "\n\(result.name): \(message)\n"
    }
    for result in document.exercises where result.status != .notStarted {
      text += "\n## \(result.name)\n\n"
      if let message = result.message { text += quoted(message) + "\n" }
      guard result.status != .didNotCompile else { continue }
      text += "| check | result | points |\n|---|---|---|\n"
      for check in result.checks {
        text += "| \(check.check) | \(check.diagnosis ?? check.status.inWords) | "
        text += "\(check.points) of \(check.maxPoints) |\n"
      }
      for check in result.checks {
        let parts = Message(check, of: "The code").parts
        if !parts.isEmpty { text += "\n### \(check.check)\n" }
        for part in parts {
          text += (part.heading.map { "\n\($0)\n" } ?? "") + "\n" + quoted(part.text)
        }
      }
    }
    return text
  }

  /// A block that keeps its lines, and can't be mistaken for Markdown whatever is in it.
  private func quoted(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { "    \($0)\n" }.joined()
  }
}
