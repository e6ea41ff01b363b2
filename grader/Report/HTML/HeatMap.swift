import Judge

/// A class as a table, a row for each student or entry and a column for each check.
///
/// There are tens of thousands of cells, so each is a sign alone, and what isn't in sight isn't laid out, for
/// which all have their widths from the start.
struct HeatMap {
  private let graded: GradedClass
  /// The checks of each exercise, in order.
  private let groups: [(exercise: String, checks: [String])]

  init(_ graded: GradedClass, _ statistics: ClassStatistics) {
    self.graded = graded
    groups = graded.exercises.map { exercise in
      (exercise, statistics.checks.filter { $0.exercise == exercise }.map(\.check))
    }.filter { !$0.checks.isEmpty }
  }

  var html: HTML {
    guard !graded.rows.isEmpty else { return .nothing }
    return """
      <h2 id="map">Students by checks</h2>
      <p class="legend">\(Status.allCases.map { "<span>\($0.badge($0.inWords))</span> " as HTML })</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="map"><table class="heat">
      <thead>
      <tr>\(heads)</tr>
      <tr>\(checkHeads)</tr>
      </thead>
      <tbody>
      \(graded.rows.map(row))</tbody></table></div>

      """
  }

  /// The exercises above their checks.
  private var heads: HTML {
    """
    <td class="who"></td><td class="sum"></td><td class="sum"></td><td class="sum"></td>\
    \(groups.map { group in
      """
      <th class="group" scope="colgroup" colspan="\(group.checks.count)" title="\(group.exercise)" width="\(group.checks.count * Self.cellWidth)">\
      \(group.exercise)</th>
      """ as HTML
    })
    """
  }

  /// What stands in each column; of the checks their numbers, counted in each exercise.
  private var checkHeads: HTML {
    let all = groups.flatMap { group in
      group.checks.enumerated().map { (group.exercise, $0 + 1, $1) }
    }
    return """
      <th class="who" scope="col" data-column="0">student</th>\
      <th class="sum" scope="col" data-column="1">points</th>\
      <th class="sum" scope="col" data-column="2">%</th>\
      <th class="sum" scope="col" data-column="3">doubt</th>\
      \(all.enumerated().map { head($0 + Self.firstCheck, $1.0, $1.1, $1.2) })
      """
  }

  private func head(_ column: Int, _ exercise: String, _ number: Int, _ check: String) -> HTML {
    let name = "\(exercise) \(number), \(check)"
    return """
      <th scope="col" data-column="\(column)" data-check="\(name)" title="\(name)" \
      data-anchor="\(CheckSection.anchor(exercise, number))">\(number)</th>
      """
  }

  /// The column of the first check.
  private static let firstCheck = 4
  /// How wide a check's cell is in the page's style, in pixels.
  private static let cellWidth = 25

  private func row(_ row: GradedClass.Row) -> HTML {
    let doubt: HTML = row.hasDoubt ? "<a href=\"#doubts\">look</a>" : .nothing
    let mark = row.document?.counted
    return """
      <tr><th class="who" scope="row">\(row.link)</th>\
      <td class="sum">\(mark.map { Mark.number($0.points) } ?? "")</td>\
      <td class="sum">\(mark.map { Mark.number($0.percent) } ?? "")</td>\
      <td class="sum">\(doubt)</td>\
      \(groups.map { cells(row.document, $0.exercise, $0.checks) })</tr>

      """
  }

  private func cells(_ document: Document?, _ exercise: String, _ checks: [String]) -> HTML {
    let result = document?.exercises.first { $0.name == exercise }
    let verdicts = Dictionary((result?.checks ?? []).map { ($0.check, $0) }) { first, _ in first }
    return "\(checks.map { cell(verdicts[$0]) })"
  }

  private func cell(_ verdict: Verdict?) -> HTML {
    guard let verdict else { return "<td>" }
    let (status, word) = (verdict.status, verdict.diagnosis ?? verdict.status.inWords)
    guard status != .passed else { return "<td class=p>✓" }
    return "<td class=\(status.letter) title=\"\(word)\">\(status.sign)"
  }
}
