/// The lines of the student's code that an order of steps touches, in the order of their files.
struct SourceLines {
  private struct Line: Hashable {
    let file: String
    let number: Int
    let source: String

    /// Reads a place such as `SafeCounter.swift:12`; nil if it is no line of a file.
    init?(_ place: String, _ source: String) {
      guard let colon = place.lastIndex(of: ":"),
        let number = Int(place[place.index(after: colon)...])
      else { return nil }
      (self.file, self.number, self.source) = (String(place[..<colon]), number, source)
    }
  }

  private let lines: [Line]

  init(_ order: StepOrder) {
    let all =
      order.rows.compactMap { Line($0.place, $0.source) }
      + order.objects.compactMap { Line($0.place, $0.source) }
    lines = Set(all).sorted { ($0.file, $0.number, $0.source) < ($1.file, $1.number, $1.source) }
  }

  var isEmpty: Bool { lines.isEmpty }

  /// Which of the lines a step is at; nil if it is at none.
  func number(_ row: StepOrder.Row) -> Int? {
    Line(row.place, row.source).flatMap { lines.firstIndex(of: $0) }
  }

  var html: HTML {
    """
    <div class="wide lines" tabindex="0" role="group" aria-label="The lines it touches"><table>
    <caption>The lines it touches</caption>
    <thead><tr><th scope="col">line</th><th scope="col">source</th></tr></thead>
    <tbody>
    \(lines.indices.map(row))</tbody></table></div>

    """
  }

  private func row(_ index: Int) -> HTML {
    let line = lines[index]
    let isNewFile = index == 0 || lines[index - 1].file != line.file
    let file: HTML = isNewFile ? "\(line.file):" : .nothing
    return """
      <tr data-line="\(index)"><th scope="row" class="code">\(file)\(line.number)</th>\
      <td class="code">\(line.source)</td></tr>

      """
  }
}
