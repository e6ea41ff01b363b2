import Interleaving

/// A history as a table for a terminal: the rows that matter, the others counted.
extension History {
  /// A table of at most so many rows is shown whole.
  static let fewRows = 10

  /// The table in at most so many columns, unless it names something that is longer.
  func text(columns: Int) -> String {
    let matter = rowsThatMatter
    let shown = rows.indices.filter(matter.contains)
    let table = NarrowTable(self, shown, columns: columns)
    var lines = table.heading.map { [$0] } ?? []
    var left = 0
    for index in rows.indices {
      guard matter.contains(index) else {
        left += 1
        continue
      }
      if left > 0 { lines.append(table.gap("\(counted(left, "more step"))")) }
      left = 0
      if waits > 0, index >= rows.count - waits, !lines.contains(NarrowTable.end) {
        lines.append(NarrowTable.end)
      }
      lines.append(table.line(index))
    }
    let further = left + stepsLeftOut
    if further > 0 { lines.append(table.gap(counted(further, "more step"))) }
    return (lines + table.code + table.makings)
      .map(\.trimmingTrailingSpaces).joined(separator: "\n")
  }

  /// The marked rows, with what led to them, and all that change who may go on.
  ///
  /// Without marks it is the whole run: its beginning and its end, in place of the former.
  var rowsThatMatter: Set<Int> {
    guard rows.count > Self.fewRows else { return Set(rows.indices) }
    let marked = marks.map { $0 - 1 }.filter(rows.indices.contains)
    let matter =
      marked.isEmpty
      ? Set(rows.indices.prefix(3)).union(rows.indices.suffix(Self.fewRows - 3))
      : rowsAround(marked)
    let turns = rows.indices.filter { index in
      rows[index].event.changesTurns
        || (rows[index].event.isCall && tasksNamed.contains(columns[rows[index].thread]))
    }
    // Of a run in which all sleep again and again, it is the last that count.
    return matter.union(turns.suffix(max(Self.mostRows - matter.count, 0)))
  }

  /// Some rows; for each how its thread came to be, what that did just before, the guard that it took
  /// or gave back last, and the one that it gives back next.
  private func rowsAround(_ marked: [Int]) -> Set<Int> {
    var matter = Set(marked)
    for mark in marked {
      let thread = rows[mark].thread
      let before = rows.indices.prefix(mark).filter { rows[$0].thread == thread }
      let start = rows.indices.first { index in
        let step = rows[index].event.step
        return step?.kind == .spawn && step?.object == thread
      }
      let guarding = before.last { rows[$0].event.guards }
      let given = rows.indices.first {
        mark < $0 && $0 < marked.max() ?? mark && rows[$0].thread == thread
          && rows[$0].event.step?.gives != nil
      }
      matter.formUnion([start, before.last, guarding, given].compactMap(\.self))
    }
    return matter
  }

  /// Whether rows are left out that would be there with `--wide`.
  func isFolded(_ tables: Tables) -> Bool {
    switch tables {
    case .whole: false
    case .narrow: rowsThatMatter.count < rows.count
    }
  }
}

extension History.Event {
  /// Whether it takes or gives back what keeps others out.
  fileprivate var guards: Bool { step.map { $0.takes != nil || $0.gives != nil } ?? false }

  /// Whether a task makes its call.
  fileprivate var isCall: Bool { self == .job(.called(0)) }
}

/// How rows are laid out in a number of columns: beside each other in a lane for each thread if that
/// fits, else with the thread's name in front.
private struct NarrowTable {
  static let end = "      Then nobody can go on:"
  /// What stands in front of a row: its mark and its number.
  private static let front = 6
  /// Code is shown at the end of its row if so much of it fits there.
  private static let leastCode = 16

  private let history: History
  private let shown: [Int]
  private let columns: Int
  private let names: [ObjectID: String]
  private let steps: [Int: String]
  private let threads: [Int]
  /// How wide the lane of each thread is; nil if they don't fit beside each other.
  private let lanes: [Int: Int]?
  private let places: [Int: String]
  private let widthOfPlaces: Int
  /// Whether each row has its code behind it.
  private let hasCode: Bool

  init(_ history: History, _ shown: [Int], columns: Int) {
    (self.history, self.shown, self.columns) = (history, shown, columns)
    let (rows, names) = (history.rows, history.names)
    self.names = names
    let steps = Dictionary(
      uniqueKeysWithValues: shown.map { index in
        (index, rows[index].event.words.text { names[$0] ?? $0.rawValue })
      })
    let threads = Set(shown.map { rows[$0].thread }).sorted()
    let all = shown.map { rows[$0].place }
    let files = Set(all.compactMap { Self.parts($0)?.file })
    let places = Dictionary(
      uniqueKeysWithValues: shown.map { index in
        (index, Self.name(rows[index].place, isOnlyFile: files.count < 2))
      })
    widthOfPlaces = places.values.map(\.count).max() ?? 0
    let lanes = Dictionary(
      uniqueKeysWithValues: threads.map { thread in
        let own = shown.filter { rows[$0].thread == thread }.map { steps[$0]?.count ?? 0 }
        return (thread, 2 + max(history.columns[thread].rawValue.count, own.max() ?? 0))
      })
    let used = Self.front + lanes.values.reduce(0, +)
    self.lanes = used + widthOfPlaces <= columns ? lanes : nil
    (self.threads, self.steps, self.places) = (threads, steps, places)
    let longest = shown.map { rows[$0].source.count }.max() ?? 0
    let room = columns - used - widthOfPlaces - 2
    hasCode = self.lanes != nil && room >= min(longest, Self.leastCode) && longest <= room
  }

  /// The threads' names above their lanes.
  var heading: String? {
    lanes.map { lanes in
      blanks(Self.front) + threads.map { padded(history.columns[$0].rawValue, lanes[$0]) }.joined()
    }
  }

  /// What stands for rows that aren't shown.
  func gap(_ count: String) -> String { "\(blanks(Self.front))... \(count) ..." }

  /// One row.
  func line(_ index: Int) -> String {
    let row = history.rows[index]
    let mark = history.marks.contains(index + 1) ? ">" : " "
    let number = "\(index + 1)"
    let front = mark + blanks(3 - number.count) + number + "  "
    let (step, place) = (steps[index] ?? "", places[index] ?? "")
    if let lanes {
      let cells = threads.map { padded($0 == row.thread ? step : "", lanes[$0]) }.joined()
      let code = hasCode && !row.source.isEmpty ? "  \(row.source)" : ""
      return front + cells + padded(place, hasCode ? widthOfPlaces : nil) + code
    }
    let name = padded(history.columns[row.thread].rawValue, widthOfNames)
    let room = columns - Self.front - widthOfNames - 2 - widthOfPlaces
    return front + name + padded(shortened(step, to: max(room, Self.leastCode)), room + 2) + place
  }

  private var widthOfNames: Int {
    2 + (threads.map { history.columns[$0].rawValue.count }.max() ?? 0)
  }

  /// The code of the rows below the table, where it doesn't fit beside them; each line once.
  var code: [String] {
    guard !hasCode else { return [] }
    var told: [String: String] = [:]
    var order: [String] = []
    for index in shown {
      let (place, source) = (places[index] ?? "", history.rows[index].source)
      guard !place.isEmpty, !source.isEmpty, told.updateValue(source, forKey: place) == nil
      else { continue }
      order.append(place)
    }
    let lines = order.map { (name: $0, text: told[$0] ?? "") }
    return lines.isEmpty ? [] : [""] + legend(lines)
  }

  /// Where that was made which is named in the rows.
  var makings: [String] {
    let made = history.makings(in: shown)
    guard !made.isEmpty else { return [] }
    let isOnlyFile = Set(made.compactMap { Self.parts($0.making.place)?.file }).count < 2
    return ["", "What was made where:"]
      + legend(
        made.map { name, making, isRepeated in
          let place = Self.name(making.place, isOnlyFile: isOnlyFile)
          let line = place + (isRepeated ? History.Making.eachTime : "")
          return (name, making.wordsWithoutLine ?? "\(line)  \(making.source)")
        })
  }

  private func legend(_ lines: [(name: String, text: String)]) -> [String] {
    let width = 2 + (lines.map(\.name.count).max() ?? 0)
    let room = max(columns - Self.front - width, Self.leastCode)
    return lines.map { name, text in
      blanks(Self.front) + padded(name, width) + shortened(text, to: room)
    }
  }

  /// A place such as `SafeCounter.swift:12` in its parts.
  private static func parts(_ place: String) -> (file: Substring, line: Substring)? {
    guard let colon = place.lastIndex(of: ":") else { return nil }
    return (place[..<colon], place[place.index(after: colon)...])
  }

  /// A place, without the file's name where there is no other file.
  private static func name(_ place: String, isOnlyFile: Bool) -> String {
    guard isOnlyFile, let parts = parts(place) else { return place }
    return "line \(parts.line)"
  }

  private func padded(_ text: String, _ width: Int?) -> String {
    text + blanks((width ?? 0) - text.count)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
