import Judge
import Wire

/// One check: its verdict, what there is to tell, what shows it, and what the code printed.
struct CheckSection {
  private let check: Verdict
  private let number: Int
  private let exercise: String
  /// Whether it is the one to mend first.
  private let isFirstProblem: Bool

  init(_ check: Verdict, number: Int, of exercise: String, isFirstProblem: Bool) {
    (self.check, self.number, self.exercise) = (check, number, exercise)
    self.isFirstProblem = isFirstProblem
  }

  /// Where a check is found in its submission's page.
  static func anchor(_ exercise: String, _ number: Int) -> String { "\(exercise)-\(number)" }

  var html: HTML {
    let anchor = Self.anchor(exercise, number)
    return """
      <article class="check\(isFirstProblem ? " first" : "")" id="\(anchor)" aria-labelledby="\(anchor)-name">
      <header>\(check.status.badge(check.diagnosis ?? check.status.inWords))
      <h3 id="\(anchor)-name">\(number). \(check.check)</h3>
      <span class="dim">\(check.score.inWords) points</span></header>
      \(isFirstProblem ? ["<p><strong>Mend this one first.</strong></p>\n"] as [HTML] : [])\(told)\
      </article>

      """
  }

  private var told: HTML {
    let evidence = check.evidenceAtHand
    let order = StepOrder(evidence["history"])
    let rounds = Rounds(evidence["measurement"])
    let work = WorkPicture(check.work)
    let message = check.message ?? ""
    var (before, after) = (message, "")
    if let order { (before, after) = order.split(message) }
    if let rounds { before = rounds.without(before) }
    return """
      \(prose(before))\(order?.html ?? .nothing)\(rounds?.html ?? .nothing)\(prose(after))\
      \(work?.html(isOpen: check.status == .failed) ?? .nothing)\
      \(check.printed.map { "<p>The code printed:</p>\n<pre>\($0)</pre>\n" } ?? .nothing)
      """
  }

  private func prose(_ text: String) -> HTML {
    let lines = text.trimmed
    return lines.isEmpty ? .nothing : "<p class=\"told\">\(HTML.prose(lines))</p>\n"
  }
}

extension Verdict {
  /// What was seen, as data; null if there is none.
  fileprivate var evidenceAtHand: Value {
    // What can't be encoded is told in words, as it is without a picture.
    ((try? evidence) ?? nil) ?? .null
  }
}

extension String {
  /// The text without blank lines around it.
  fileprivate var trimmed: String {
    String(drop(while: \.isNewline).reversed().drop(while: \.isWhitespace).reversed())
  }
}
