public import Foundation
public import Interleaving

/// One run as a table for a person: a column for each thread, a row for each step.
public struct History: Sendable, Equatable, Codable {
  /// One step.
  public struct Row: Sendable, Equatable, Codable {
    /// The number of its column; of threads, 0 is the one that made the call.
    public let thread: Int
    /// What it did, in words.
    public let step: String
    /// The file's name and the line that it came from, such as `SafeCounter.swift:12`; empty if it
    /// isn't known.
    public let place: String
    /// That line's text.
    public let source: String
  }

  /// What the columns are called, by their numbers.
  public let columns: [String]
  /// The steps in their order.
  public private(set) var rows: [Row]
  /// The numbers of the rows, from 1, at which the mistake shows; empty if it is the whole run.
  public private(set) var marks: [Int] = []
  /// The orders that had been tried when this one was found, itself among them.
  public let schedules: Int
  /// What makes the same run again.
  public let token: String

  /// A thread's name in a report.
  static func name(of thread: Int, atStart: Bool = false) -> String {
    if thread == 0 { return atStart ? "The caller" : "the caller" }
    return atStart ? "Thread \(thread)" : "thread \(thread)"
  }

  /// Makes the table of a run.
  ///
  /// - Parameters:
  ///   - trace: The run, with details if there are any.
  ///   - schedules: How many orders were tried.
  ///   - token: What makes the run again.
  ///   - program: The program that ran, whose debug information tells the lines.
  public init(_ trace: Trace, schedules: Int, token: String, program: URL? = nil) {
    self.schedules = schedules
    self.token = token
    columns = (0...(trace.entries.map(\.thread).max() ?? 0)).map { Self.name(of: $0) }
    var sources = Sources()
    let lines = SourceLine.lines(of: Set(trace.details.flatMap(\.calls)), in: program)
    // The compiler gives the write in `value += 1` the file and no line; its read has one.
    var reads: [[Int]: SourceLine] = [:]
    var rows: [Row] = []
    for index in trace.entries.indices {
      if index == trace.stepsAtReturn { rows.append(Self.returning) }
      let entry = trace.entries[index]
      let detail = index < trace.details.count ? trace.details[index] : Trace.Detail()
      guard let words = Self.words(entry.step, detail.value) else { continue }
      let access = [entry.thread, entry.step.object]
      let places = detail.calls.compactMap { lines[$0] }.filter { !$0.isKits }
      var place = places.first { $0.line > 0 }
      if entry.step.kind == .read { reads[access] = place }
      if entry.step.kind == .write, places.first?.line == 0 { place = reads[access] ?? place }
      rows.append(
        Row(
          thread: entry.thread, step: words,
          place: place?.name ?? "",
          source: place.map { sources.line($0) } ?? ""))
    }
    self.rows = rows
  }

  /// The call's return, where threads took steps after it.
  private static let returning = Row(
    thread: 0, step: "returns from the call", place: "", source: "")

  /// Whether the columns are tasks.
  var isOfTasks: Bool { columns.contains { $0.hasPrefix("task ") } }

  /// Makes a table from its parts.
  init(columns: [String], rows: [Row], schedules: Int, token: String, marks: [Int] = []) {
    self.columns = columns
    self.rows = rows
    self.schedules = schedules
    self.token = token
    self.marks = marks
  }

  /// The same up to the point where a write is lost, with the steps marked that lose it.
  ///
  /// - Parameters:
  ///   - value: The value's number; nil for any.
  ///   - run: The run that the table shows.
  public func marking(lostWriteOf value: Int? = nil, in run: ControlledRun) -> History {
    run.lostWrite(of: value).map { marking($0, in: run.trace) } ?? self
  }

  /// The same up to the last of some steps, with those marked.
  ///
  /// - Parameters:
  ///   - steps: The places of the steps in the trace, ascending.
  ///   - trace: The run that the table shows.
  func marking(_ steps: [Int], in trace: Trace) -> History {
    var marked = self
    marked.marks = steps.map { step in
      let before = trace.entries.prefix(step).count { Self.words($0.step, "") != nil }
      let hasReturned = trace.stepsAtReturn.map { $0 <= step } ?? false
      return before + (hasReturned ? 1 : 0) + 1
    }
    marked.rows = Array(rows.prefix(marked.marks.last ?? rows.count))
    return marked
  }

  /// The lines of the marked rows; if none is marked, of the last row of each thread.
  var linesPointedAt: Set<String> {
    let last = Dictionary(rows.map { ($0.thread, $0) }) { _, last in last }
    let marked = rows.enumerated().filter { marks.contains($0.offset + 1) }.map(\.element)
    let rows = marks.isEmpty ? Array(last.values) : marked
    return Set(rows.map(\.source))
  }

  /// A marked row in words, such as "step 3 of thread 2".
  func name(ofMark mark: Int) -> String {
    guard rows.indices.contains(mark - 1) else { return "step \(mark)" }
    return "step \(mark) of \(columns[rows[mark - 1].thread])"
  }

  /// The marked read and writes of a lost write in words, after a space; empty if none is marked.
  var loss: String {
    guard marks.count == 3, marks.allSatisfy({ rows.indices.contains($0 - 1) }) else { return "" }
    let threads = marks.map { columns[rows[$0 - 1].thread] }
    return """
       See the marked steps: \(threads[0]) reads the value in step \(marks[0]), \(threads[1]) writes \
      it in step \(marks[1]), and in step \(marks[2]) \(threads[2]) writes over that.
      """
  }

  private static func words(_ step: Step, _ value: String) -> String? {
    let value = value.isEmpty ? "" : ": \(shortened(value, to: 24))"
    return switch step.kind {
    case .begin: nil
    case .read: "reads value \(step.object)\(value)"
    case .write: "writes value \(step.object)\(value)"
    case .lock: "takes lock \(step.object)"
    case .unlock: "gives back lock \(step.object)"
    case .take: "takes a permit of semaphore \(step.object)"
    case .give: "gives a permit to semaphore \(step.object)"
    case .sleep: "sleeps on condition \(step.object)"
    case .wakeOne: "signals condition \(step.object)"
    case .wakeAll: "broadcasts condition \(step.object)"
    case .relock: "woken, takes lock \(step.object)"
    case .wakeUnasked: "wakes up unasked"
    case .spawn: "starts thread \(step.object)"
    case .join: "has joined thread \(step.object)"
    case .work: "begins work\(value)"
    case .workDone: "ends work"
    }
  }

  // MARK: As text

  /// So many rows are shown; of more, those are left out that are far from the beginning, from the
  /// marked rows, and from the end.
  static let mostRows = 44

  /// The table, with how it was found and how to see it again.
  ///
  /// - Parameter exercise: The exercise's name.
  public func story(of exercise: String) -> String {
    """

    This is order \(schedules) of those that were tried:

    \(text)

    To see it again: swift run grader replay \(exercise) \(token)

    """
  }

  /// The table.
  public var text: String {
    let threads = Set(rows.map(\.thread)).sorted()
    let width = 2 + (rows.map(\.step.count).max() ?? 0)
    func cell(_ text: String) -> String {
      text.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    let heading = "      " + threads.map { cell(columns[$0]) }.joined()
    let lines = rows.enumerated().map { number, row in
      let cells = threads.map { cell($0 == row.thread ? row.step : "") }.joined()
      let place = row.place.isEmpty ? "" : "\(row.place)  \(shortened(row.source, to: 60))"
      let mark = marks.contains(number + 1) ? ">" : " "
      return mark + String(format: "%3d  ", number + 1) + cells + place
    }
    return ([heading] + shown(lines)).map { $0.trimmingTrailingSpaces }.joined(separator: "\n")
  }

  private func shown(_ lines: [String]) -> [String] {
    guard lines.count > Self.mostRows else { return lines }
    let beginning = 12
    var near = Set(0..<beginning)
    if marks.isEmpty { near.formUnion(lines.count - (Self.mostRows - beginning)..<lines.count) }
    for mark in marks { near.formUnion(mark - 12...mark + 3) }
    var shown: [String] = []
    var left = 0
    for (index, line) in lines.enumerated() {
      guard near.contains(index) else {
        left += 1
        continue
      }
      if left > 0 { shown.append("      ... \(left) steps left out ...") }
      left = 0
      shown.append(line)
    }
    return shown
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
