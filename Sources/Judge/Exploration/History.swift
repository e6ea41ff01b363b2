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
  ///
  /// Where nobody can go on, that is where each waits, and where the locks were taken that they wait for.
  public private(set) var marks: [Int] = []
  /// What the marked rows show, in a sentence; empty if they speak for themselves.
  public private(set) var note = ""
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
    let threads = trace.entries.map(\.thread) + trace.waiters.map(\.thread)
    columns = (0...(threads.max() ?? 0)).map { Self.name(of: $0) }
    var sources = Sources()
    let calls = trace.details.map(\.calls) + trace.waiters.map(\.calls)
    let lines = SourceLine.lines(of: Set(calls.joined()), in: program, areCalls: true)
    rows = []
    func add(_ thread: Int, _ step: String, _ calls: [Int]) {
      let place = calls.lazy.compactMap { lines[$0] }.first { !$0.isKits && $0.line > 0 }
      let source = place.map { sources.line($0) } ?? ""
      rows.append(Row(thread: thread, step: step, place: place?.name ?? "", source: source))
    }
    // The rows in which each lock was taken last.
    var takings: [Int: Int] = [:]
    for index in trace.entries.indices {
      if index == trace.stepsAtReturn { rows.append(Self.returning) }
      let entry = trace.entries[index]
      let detail = index < trace.details.count ? trace.details[index] : Trace.Detail()
      guard let words = Self.words(entry.step, detail.value) else { continue }
      add(entry.thread, words, detail.calls)
      if entry.step.takesLock { takings[entry.step.object] = rows.count }
    }
    guard trace.end == .deadlock else { return }
    let stuck = trace.stuck
    let wanted = stuck.compactMap(\.step).filter(\.takesLock).map(\.object)
    marks = Set(wanted.compactMap { takings[$0] }).sorted()
    for waiter in trace.waiters {
      add(waiter.thread, waiter.inWords, waiter.calls)
      if stuck.contains(waiter) { marks.append(rows.count) }
    }
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
  public func marking(lostWriteOf value: Int?, in run: ControlledRun) -> History {
    guard let steps = run.lostWrite(of: value) else { return self }
    return marking(steps, in: run.trace) { marked in
      let (marks, threads) = (marked.marks, marked.threadsOfMarks)
      return """
        \(threads[0]) reads the value in step \(marks[0]), \(threads[1]) writes it in step \
        \(marks[1]), and in step \(marks[2]) \(threads[2]) writes over that.
        """
    }
  }

  /// The same with the steps marked in which threads go by an old value, as far as that can be told: up
  /// to a write that rests on one, or with the same work begun twice.
  ///
  /// - Parameter run: The run that the table shows.
  public func markingActOnOldValue(in run: ControlledRun) -> History {
    if run.lostWrite() != nil { return marking(lostWriteOf: nil, in: run) }
    guard let steps = run.sharedRead else { return markingRepeatedWork() }
    return marking(steps, in: run.trace) { marked in
      let (marks, threads) = (marked.marks, marked.threadsOfMarks)
      return """
        \(threads[0]) and \(threads[1]) read the same value, in steps \(marks[0]) and \(marks[1]), and \
        go by it; \(threads[2]) writes it in step \(marks[2]), and \(threads[3]) in step \(marks[3]).
        """
    }
  }

  private func markingRepeatedWork() -> History {
    let works = rows.indices.filter { rows[$0].step.hasPrefix(Self.beginsWork) }
    let twice = Dictionary(grouping: works) { rows[$0].step }.values.filter { $0.count > 1 }
    guard let first = twice.min(by: { $0[0] < $1[0] }) else { return self }
    var marked = self
    marked.marks = [first[0] + 1, first[1] + 1]
    marked.note =
      "\(marked.threadsOfMarks[0]) and then \(marked.threadsOfMarks[1]) begin the same work."
    return marked
  }

  /// The same with the last step marked by which a thread took a lock.
  func marking(lastTakeOf lock: Int, by thread: Int, in trace: Trace) -> History {
    let take = trace.entries.lastIndex {
      $0.thread == thread && $0.step.takesLock && $0.step.object == lock
    }
    guard let take else { return self }
    var marked = self
    marked.marks = marking([take], in: trace).marks
    return marked
  }

  /// The same with a step marked at the line that most steps come from.
  func markingBusiestLine() -> History {
    let steps = Dictionary(grouping: rows.indices) { rows[$0].place }
    let busiest = steps.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let last = busiest?.value.last else { return self }
    var marked = self
    marked.marks = [last + 1]
    return marked
  }

  /// The same up to the last of some steps, with those marked.
  ///
  /// - Parameters:
  ///   - steps: The places of the steps in the trace, ascending.
  ///   - trace: The run that the table shows.
  ///   - note: What the marked steps show.
  func marking(
    _ steps: [Int], in trace: Trace, note: (History) -> String = { _ in "" }
  ) -> History {
    var marked = self
    marked.marks = steps.map { step in
      let before = trace.entries.prefix(step).count { Self.words($0.step, "") != nil }
      let hasReturned = trace.stepsAtReturn.map { $0 <= step } ?? false
      return before + (hasReturned ? 1 : 0) + 1
    }
    marked.rows = Array(rows.prefix(marked.marks.last ?? rows.count))
    marked.note = note(marked)
    return marked
  }

  /// The lines of the marked rows.
  var linesPointedAt: Set<String> {
    Set(rows.indices.filter { marks.contains($0 + 1) }.map { rows[$0].source })
  }

  /// Whose the marked rows are.
  private var threadsOfMarks: [String] { marks.map { columns[rows[$0 - 1].thread] } }

  /// A marked row in words, such as "step 3 of thread 2".
  func name(ofMark mark: Int) -> String {
    guard rows.indices.contains(mark - 1) else { return "step \(mark)" }
    return "step \(mark) of \(columns[rows[mark - 1].thread])"
  }

  private static let beginsWork = "begins work"

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
    case .work: "\(beginsWork)\(value)"
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
