import Judge

/// The report that is handed to a student, with every check.
struct MarkdownReport: Report {
  let name = "md"

  func text(of submission: GradedSubmission) -> String {
    let document = submission.document
    var text = "# \(submission.name)\n\n\(document.counted.inWords) points\n\n"
    if let rubric = document.mark?.rubric { text += "Counted by the rubric \"\(rubric)\".\n\n" }
    text += "| exercise | result | points |\n|---|---|---|\n"
    for result in document.exercises {
      text += "| \(result.name) | \(result.status.inWords) | "
      text += "\(result.score.inWords) |\n"
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
        text += "\(check.score.inWords) |\n"
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
    indented(text, by: "    ", blankLines: true) + "\n"
  }
}
