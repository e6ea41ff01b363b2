import Judge
import Wire

/// An order of steps, as a document has it: a table that can be stepped through, lanes above it, and the
/// source beside it.
struct StepOrder: Decodable {
  struct Row: Decodable {
    let thread: Int
    let step: String
    let place: String
    let source: String
  }

  struct Making: Decodable {
    let name: String
    let place: String
    let source: String
  }

  let columns: [String]
  let rows: [Row]
  let schedules: Int
  let token: String
  let marks: [Int]
  let waits: Int
  let stepsLeftOut: Int
  let objects: [Making]

  /// Reads one; nil if this is none.
  init?(_ value: Value) {
    // What can't be read is told in words, as it is without a picture.
    guard case .object = value, let order = try? value.decoded(as: StepOrder.self) else {
      return nil
    }
    self = order
  }

  /// A message without its table of steps: what stands before it, and what stands behind it, with how to see
  /// it again first.
  ///
  /// A message in which it isn't found is told whole.
  func split(_ message: String) -> (before: String, after: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    guard
      let first = lines.firstIndex(of: "This is order \(schedules) of those that were tried:"),
      let last = lines.lastIndex(where: {
        $0.hasPrefix("To see it again: ") && $0.hasSuffix(" \(token)")
      }), first < last
    else { return (message, "") }
    return (lines[..<first].joined(separator: "\n"), lines[last...].joined(separator: "\n"))
  }

  var html: HTML {
    let lines = SourceLines(self)
    let source: HTML = lines.isEmpty ? .nothing : lines.html
    return """
      <div class="order">
      <p>Order \(schedules) of those that were tried:</p>
      <div class="wide picture" tabindex="0" role="group" aria-label="The order as lanes">\(lanes.html)</div>
      <div class="side">
      <div class="wide steps" tabindex="0" role="group" aria-label="The order of steps">\
      \(table(lines))</div>
      \(source)</div>
      \(makings)</div>

      """
  }

  /// The columns that have steps.
  private var used: [Int] { Set(rows.map(\.thread)).sorted() }

  private func name(ofColumn column: Int) -> String {
    columns.indices.contains(column) ? columns[column] : "\(column)"
  }

  private func isMarked(_ index: Int) -> Bool { marks.contains(index + 1) }

  /// A lane for each column, with a box for each step.
  private var lanes: LanePicture {
    LanePicture(
      what: "\(rows.count) steps in their order, a lane for each thread or task", unit: nil,
      names: used.map(name),
      boxes: rows.enumerated().map { index, row in
        LanePicture.Box(
          lane: used.firstIndex(of: row.thread) ?? 0, start: Double(index), end: Double(index + 1),
          label: "", isMarked: isMarked(index))
      })
  }

  private func table(_ lines: SourceLines) -> HTML {
    let used = used
    let names = names
    return """
      <table><thead><tr><th scope="col">step</th>\
      \(used.map { "<th scope=\"col\">\(name(ofColumn: $0))</th>" as HTML })\
      <th scope="col">line</th></tr></thead>
      <tbody>
      \(rows.enumerated().map { tableRow($0, $1, used, names, lines) })\(leftOut)</tbody></table>
      """
  }

  private func tableRow(
    _ index: Int, _ row: Row, _ used: [Int], _ names: [(name: String, called: String)],
    _ lines: SourceLines
  ) -> HTML {
    let isEnd = waits > 0 && index == rows.count - waits
    let said: HTML =
      isEnd ? "<tr><td colspan=\"\(used.count + 2)\">Then nobody can go on:</td></tr>\n" : .nothing
    let line: HTML = lines.number(row).map { " data-line=\"\($0)\"" } ?? .nothing
    let told = HTML.prose(Self.told(row.step, names))
    let sign: HTML = isMarked(index) ? "▶ " : .nothing
    return """
      \(said)<tr class="at\(isMarked(index) ? " marked" : "")"\(line)>\
      <th scope="row">\(sign)\(index + 1)</th>\
      \(used.map { "<td>\($0 == row.thread ? told : .nothing)</td>" as HTML })\
      <td class="code">\(row.place)</td></tr>

      """
  }

  private var leftOut: HTML {
    guard stepsLeftOut > 0 else { return .nothing }
    return """
      <tr><td colspan="\(used.count + 2)">... \(stepsLeftOut) further \
      \(stepsLeftOut == 1 ? "step" : "steps") ...</td></tr>

      """
  }
}

/// What is named in an order.
extension StepOrder {
  /// What objects are called in the student's code, where that tells them apart.
  private var names: [(name: String, called: String)] {
    let called = objects.compactMap { made -> (name: String, called: String)? in
      guard let kind = made.name.split(separator: " ").first,
        let name = History.name(in: made.source)
      else { return nil }
      return (made.name, "\(kind) `\(name)`")
    }
    let counts = Dictionary(grouping: called) { $0.called }.mapValues(\.count)
    return called.filter { counts[$0.called] == 1 }
  }

  /// A step with these names in place of numbers.
  private static func told(_ step: String, _ names: [(name: String, called: String)]) -> String {
    names.reduce(step) { text, one in
      text.replacingWhole(one.name, with: one.called)
    }
  }

  /// Where what is named was made.
  private var makings: HTML {
    guard !objects.isEmpty else { return .nothing }
    let names = names
    return HTML.table(
      "What was made where", headings: ["what", "line", "source"],
      objects.map { made in
        let called = names.first { $0.name == made.name }?.called ?? made.name
        return HTML.row(
          heading: HTML.prose(called), "<span class=\"code\">\(made.place)</span>",
          made.source.isEmpty ? "given to the code" : "<code>\(made.source)</code>")
      })
  }
}

extension String {
  /// The text with a name replaced where it isn't the beginning of a longer one, such as `lock 1` of
  /// `lock 12`.
  fileprivate func replacingWhole(_ name: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: name) {
      let isWhole = range.upperBound == rest.endIndex || !rest[range.upperBound].isNumber
      result += rest[..<range.lowerBound] + (isWhole ? other : name)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
