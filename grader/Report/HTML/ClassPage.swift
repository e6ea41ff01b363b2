import Foundation
import Judge

/// A class to look at: students by checks, what most got wrong, and what somebody should look at.
struct ClassPage: Report {
  let name = "html"

  func file(named name: String) -> String { "index.html" }

  func text(of graded: GradedClass) -> String {
    let statistics = ClassStatistics(graded)
    let sandbox = graded.rows.lazy.compactMap(\.document?.sandbox).first
    let content: HTML = """
      <h1>Class</h1>
      <p class="big">\(summary(statistics, of: graded))</p>
      \(graded.rubric.map { "<p>Counted by the rubric \"\($0)\".</p>\n" } ?? .nothing)\
      \(graded.remarks.map { "<p class=\"told note\">\($0.text)</p>\n" as HTML })\
      \(sandbox.map { "<p class=\"dim\">\($0)</p>\n" } ?? .nothing)\
      \(HeatMap(graded, statistics).html)\
      \(diagnoses(statistics))\(checks(statistics))\
      \(list("doubts", "Doubts to look at before marks are handed out", graded.rows) { $0.isDoubt })\
      \(list("choices", "Choices that were made", graded.rows) { !$0.isDoubt })
      """
    return WebPage(title: "Class", content: content).text
  }

  private func summary(_ statistics: ClassStatistics, of graded: GradedClass) -> HTML {
    let doubts = Set(graded.rows.filter(\.hasDoubt).map(\.name)).count
    let doubted: HTML =
      doubts == 0 ? "No doubts." : "<a href=\"#doubts\">\(doubts) with a doubt to look at.</a>"
    guard statistics.graded > 0 else { return "Nothing is graded. \(doubted)" }
    return """
      \(statistics.graded) graded. Of what there is to earn they have \(statistics.mean)% on average; half \
      of them have \(statistics.median)% or less. \(doubted)
      """
  }

  private func diagnoses(_ statistics: ClassStatistics) -> HTML {
    guard !statistics.diagnoses.isEmpty else { return .nothing }
    let rows = statistics.diagnoses.map { one in
      HTML.row(
        heading: "\(one.diagnosis)", "\(one.submissions)",
        HTML.bar(one.submissions, of: statistics.graded))
    }
    return """
      <h2>The most frequent mistakes</h2>
      \(HTML.table("How many submissions got each", headings: ["mistake", "submissions", "of all"], rows))
      """
  }

  private func checks(_ statistics: ClassStatistics) -> HTML {
    guard !statistics.checks.isEmpty else { return .nothing }
    let rows = statistics.checks.map { one in
      HTML.row(
        heading: "\(one.exercise): \(one.check)", "\(one.passed)", "\(one.begun)",
        HTML.bar(one.passed, of: one.begun))
    }
    let headings: [HTML] = ["check", "passed", "of those that began", "part"]
    return """
      <h2>Checks</h2>
      \(HTML.table("How many submissions passed each", headings: headings, rows))
      """
  }

  /// The remarks of a kind, each with its entry; an entry of several students once.
  private func list(
    _ anchor: String, _ heading: String, _ rows: [GradedClass.Row], _ isMeant: (Remark) -> Bool
  ) -> HTML {
    var known = Set<String>()
    let lines = rows.flatMap { row in
      row.remarks.filter { isMeant($0) && known.insert("\(row.name)\n\($0.line)").inserted }
        .map { "<li>\(row.link): \($0.line)</li>\n" as HTML }
    }
    guard !lines.isEmpty else { return .nothing }
    return "<h2 id=\"\(anchor)\">\(heading)</h2>\n<ul>\n\(lines)</ul>\n"
  }
}

extension GradedClass.Row {
  /// What a page calls it.
  var shownName: String { student?.name ?? document?.entry?.displayName ?? name }

  /// Its name, which leads to its page if it has one.
  var link: HTML {
    guard document != nil else { return "\(shownName)" }
    // What is no ASCII letter or digit may have a meaning in an address.
    let safe = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    let address = name.addingPercentEncoding(withAllowedCharacters: safe) ?? ""
    return "<a href=\"submissions/\(address).html\">\(shownName)</a>"
  }
}
