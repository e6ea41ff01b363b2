public import Foundation
public import Interleaving

/// One run as a table for a person: a column for each thread, a row for each step.
///
/// Threads and objects get their names when it is printed. In a report its rows are in words and with
/// numbers for names, and in one that was read back they have words in place of events.
public struct History: Sendable, Equatable, Codable {
  /// One step.
  struct Row: Sendable, Equatable, Codable {
    /// The number of its column; of threads, 0 is the one that made the call.
    let thread: Int
    /// What happened.
    let event: Event
    /// Where in the trace that is; of what is no step, behind which place it comes; nil if it was read
    /// back.
    var index: Int?
    /// The file's name and the line that it came from, such as `SafeCounter.swift:12`, or that it is
    /// none of the student's; empty if it isn't known.
    let place: String
    /// That line's text.
    let source: String

    private enum CodingKeys: String, CodingKey {
      case thread, place, source
      case event = "step"
    }

    /// Whether they read the same.
    static func == (one: Row, other: Row) -> Bool {
      (one.thread, one.event, one.place, one.source)
        == (other.thread, other.event, other.place, other.source)
    }
  }

  /// Where an object was made.
  struct Making: Sendable, Equatable, Codable {
    /// The object.
    let object: ObjectID
    /// The place, as a row has it.
    let place: String
    /// That line's text.
    let source: String

    private enum CodingKeys: String, CodingKey {
      case object = "name"
      case place, source
    }
  }

  /// Whose the columns are, by their numbers.
  let columns: [ThreadOrTask]
  /// The steps in their order.
  private(set) var rows: [Row]
  /// The orders that had been tried when this one was found, itself among them.
  let schedules: Int
  /// What makes the same run again.
  let token: String
  /// The numbers of the rows, from 1, at which the mistake shows; empty if it is the whole run.
  ///
  /// Where nobody can go on, that is where each waits, where the locks were taken that they wait for,
  /// and where the conditions were woken last that they sleep on.
  var marks: [Int]
  /// What the marked rows show, in a sentence; empty if they speak for themselves.
  var note: Sentence
  /// How many of the last rows aren't steps, but what each thread waits for when nobody can go on.
  private(set) var waits: Int
  /// How many steps came after the last row.
  private(set) var stepsLeftOut = 0
  /// Where the objects were made, as far as it is known.
  let objects: [Making]
  /// A kind of lock that isn't the kit's and that the student's files name; nil if there is none.
  let otherLock: String?
  /// The tasks that are named where it is told; a short table has the rows in which they make their calls.
  private(set) var tasksNamed: Set<ThreadOrTask> = []
  /// What the code printed in this run, cut in its middle; a report tells it beside the table.
  var printed = ""

  private enum CodingKeys: String, CodingKey {
    case columns, rows, schedules, token, marks, note, waits, stepsLeftOut, objects, otherLock
  }

  /// Makes a table from its parts.
  init(
    columns: [ThreadOrTask], rows: [Row], schedules: Int, token: String, marks: [Int] = [],
    note: Sentence = "", waits: Int = 0, objects: [Making] = [], otherLock: String? = nil
  ) {
    (self.columns, self.rows, self.schedules, self.token) = (columns, rows, schedules, token)
    (self.marks, self.note, self.waits) = (marks, note, waits)
    (self.objects, self.otherLock) = (objects, otherLock)
  }

  /// Makes the table of a run.
  ///
  /// - Parameters:
  ///   - trace: The run, with details if there are any.
  ///   - schedules: How many orders were tried.
  ///   - token: What makes the run again.
  ///   - program: The program that ran, whose debug information tells the lines.
  public init(_ trace: Trace, schedules: Int, token: String, program: URL? = nil) {
    let racing = trace.dataRace.map { [$0.first.calls, $0.second.calls] } ?? []
    let calls =
      trace.details.map(\.calls) + trace.waiters.map(\.calls) + trace.makings.values + racing
    self.init(
      trace, schedules: schedules, token: token,
      lines: SourceLine.lines(
        of: Set(calls.joined()), in: program, areCalls: true,
        accesses: Set(racing.compactMap(\.first))))
  }

  /// Makes the table of a run whose calls come from known lines.
  init(_ trace: Trace, schedules: Int, token: String, lines: [Int: SourceLine]) {
    var sources = Sources()
    let files = Set(lines.values.filter { !$0.isKits }.map(\.file))
    func told(_ calls: [Int]) -> (place: String, source: String) {
      let known = calls.compactMap { lines[$0] }
      guard let line = sources.line(of: known) else {
        return (known.isEmpty ? "" : Self.elsewhere, "")
      }
      return (line.name, sources.line(line))
    }
    func row(_ thread: Int, _ event: Event, _ index: Int, _ calls: [Int] = []) -> Row {
      let (place, source) = told(calls)
      return Row(thread: thread, event: event, index: index, place: place, source: source)
    }
    var rows: [Row] = []
    var accesses = trace.dataRace.map { [$0.first, $0.second] } ?? []
    /// Adds the accesses to memory that came before so many steps.
    func addAccesses(before steps: Int) {
      while let access = accesses.first, access.step < steps {
        rows.append(
          row(access.thread, .access(isWrite: access.isWrite), access.step - 1, access.calls))
        accesses.removeFirst()
      }
    }
    for (index, entry) in trace.entries.enumerated() {
      addAccesses(before: index + 1)
      if index == trace.stepsAtReturn { rows.append(row(0, .cameBack, index - 1)) }
      guard entry.step.isShown else { continue }
      let detail = index < trace.details.count ? trace.details[index] : Trace.Detail()
      rows.append(row(entry.thread, .step(entry.step, detail.value), index, detail.calls))
    }
    addAccesses(before: .max)
    let used = (trace.entries.map(\.step) + trace.waiters.compactMap(\.step)).compactMap(\.target)
    let objects = Set(used).sorted().compactMap { object -> Making? in
      if object.number == trace.mainQueue {
        return Making(object: object, place: Self.system, source: "")
      }
      let calls = trace.makings[object.number] ?? []
      guard calls.contains(where: { lines[$0] != nil }) else { return nil }
      let (place, source) = told(calls)
      // What is given to the student's code are values; of another it only isn't known who made it.
      guard place != Self.elsewhere || object.kind == .value || object.kind == .atomic else {
        return nil
      }
      return Making(object: object, place: place, source: source)
    }
    let waiters = trace.end == .deadlock ? trace.waiters : []
    rows += waiters.map { row($0.thread, .waits($0), trace.entries.count, $0.calls) }
    let threads = trace.entries.map(\.thread) + trace.waiters.map(\.thread)
    self.init(
      columns: (0...(threads.max() ?? 0)).map(ThreadOrTask.thread), rows: rows,
      schedules: schedules, token: token, waits: waiters.count, objects: objects,
      otherLock: Self.otherLock(in: files.sorted().flatMap { sources.lines(of: $0) }))
    if trace.end == .deadlock { markDeadlock(of: trace) }
  }

  /// The place of what the judge's own code did.
  static let elsewhere = "(not your code)"
  /// The place of what is there before any code: the main queue.
  static let system = "(the system)"

  /// Whether the columns are tasks.
  var isOfTasks: Bool {
    columns.contains {
      switch $0 {
      case .task, .furtherTask, .canceller: true
      case .thread: false
      }
    }
  }

  /// The lines of the marked rows.
  var linesPointedAt: Set<String> {
    Set(rows.indices.filter { marks.contains($0 + 1) }.map { rows[$0].source })
  }

  /// The same for a text that names some of its tasks, such as "task 2" or "tasks 2 and 3".
  func naming(tasksIn text: String) -> History {
    var history = self
    let numbers = text.matches(of: /\btasks? (\d+(?:(?:, | and )\d+)*)/)
      .flatMap { $0.1.matches(of: /\d+/).map { String($0.0) } }
    history.tasksNamed = Set(numbers.map(ThreadOrTask.task))
    return history
  }

  /// A marked row in words, such as "step 3 of thread 2".
  func name(ofMark mark: Int) -> String {
    guard rows.indices.contains(mark - 1) else { return "step \(mark)" }
    return "step \(mark) of \(columns[rows[mark - 1].thread].rawValue)"
  }

  /// Leaves out the rows behind the first `count`.
  mutating func cut(to count: Int) {
    // What follows are first steps, then what each thread waits for.
    let leftOut = max(rows.count - count, 0)
    rows.removeLast(leftOut)
    stepsLeftOut = max(leftOut - waits, 0)
    waits = max(waits - leftOut, 0)
  }

  /// The first kind of lock that isn't the kit's and that lines of code name; comments don't count.
  static func otherLock(in lines: [Substring]) -> String? {
    let kinds =
      /\b(Mutex|NS(Recursive)?Lock|NSCondition(Lock)?|(Dispatch|Operation)Queue|DispatchSemaphore|pthread_(mutex|rwlock|spinlock|cond)_t)\b/
    let code = lines.filter { $0.prefixMatch(of: /\s*\/\//) == nil }
    return code.lazy.compactMap { $0.firstMatch(of: kinds) }.first.map { String($0.1) }
  }
}
