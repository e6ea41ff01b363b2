import Judge

/// The report that is handed to a student, with every check.
struct MarkdownReport: Report {
  let name = "md"

  func text(of submission: GradedSubmission) -> String {
    let document = submission.document
    var text = "# \(visible(submission.name))\n\n\(document.counted.inWords) points\n\n"
    if document.isQuick == true { text += Remark.quick.text + "\n\n" }
    for remark in document.remarks(on: nil) { text += quoted(remark.text) + "\n" }
    if let sandbox = document.sandbox { text += "\(sandbox)\n\n" }
    if let rubric = document.mark?.rubric {
      text += "Counted by the rubric \"\(visible(rubric))\".\n\n"
    }
    text += "| exercise | result | points |\n|---|---|---|\n"
    for result in document.exercises {
      text += "| \(result.name) | \(result.status.inWords) | "
      text += "\(result.score.inWords) |\n"
    }
    for result in document.exercises where result.status == .notStarted {
      let told = document.remarks(on: result.name).map(\.text)
      let message = result.message.map { told.contains($0) ? [] : [$0] } ?? []
      for line in message + told { text += "\n\(result.name):\n\n\(quoted(line))" }
    }
    for result in document.exercises where result.status != .notStarted {
      text += "\n## \(result.name)\n\n"
      for remark in document.remarks(on: result.name) { text += quoted(remark.text) + "\n" }
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
    indented(visible(text), by: "    ", blankLines: true) + "\n"
  }
}
