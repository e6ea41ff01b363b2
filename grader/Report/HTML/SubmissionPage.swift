import Judge

/// The report of one submission to look at, with every check and pictures of what was seen.
struct SubmissionPage: Report {
  let name = "html"

  func text(of submission: GradedSubmission) -> String {
    let document = submission.document
    let quick = document.isQuick == true ? [Remark.quick] : []
    let content: HTML = """
      <h1>\(submission.name)</h1>
      <p class="big">\(document.counted.inWords) points</p>
      \((quick + document.remarks(on: nil)).map { "<p class=\"told note\">\($0.text)</p>\n" as HTML })\
      \(document.mark?.rubric.map { "<p>Counted by the rubric \"\($0)\".</p>\n" } ?? .nothing)\
      \(document.sandbox.map { "<p class=\"dim\">\($0)</p>\n" } ?? .nothing)\
      \(HTML.table("The exercises", headings: ["exercise", "result", "points", "part"],
        document.exercises.map(line)))\
      \(document.exercises.map { section($0, of: submission) })
      """
    return WebPage(title: submission.name, content: content).text
  }

  private func line(_ result: ExerciseResult) -> HTML {
    HTML.row(
      heading: "<a href=\"#\(result.name)\">\(result.name)</a>",
      result.status.badge(result.status.inWords), "\(result.score.inWords)",
      HTML.bar(result.points, of: result.maxPoints))
  }

  private func section(_ result: ExerciseResult, of submission: GradedSubmission) -> HTML {
    let remarks = submission.document.remarks(on: result.name).map(\.text)
    // What was chosen may have been told as the reason already.
    let message = result.message.map { remarks.contains($0) ? [] : [$0] } ?? []
    let number = submission.exercises.first { $0.name == result.name }?.number ?? ""
    let first = result.firstProblem?.check
    let hasChecks = result.status != .didNotCompile
    let checks = result.checks.enumerated().map { index, check in
      CheckSection(
        check, number: index + 1, of: result.name, isFirstProblem: check.check == first
      ).html
    }
    return """
      <section id="\(result.name)">
      <h2>\(number) \(result.name) \(result.status.badge(result.status.inWords)) \
      <span class="dim">\(result.score.inWords) points</span></h2>
      \(remarks.map { "<p class=\"told note\">\($0)</p>\n" as HTML })\
      \(message.map { "<pre>\($0)</pre>\n" as HTML })\
      \(hasChecks ? checks : [])</section>

      """
  }
}
