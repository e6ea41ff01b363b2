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
    /// The file's name and the line that it came from, such as `SafeCounter.swift:12`, or that it is
    /// none of the student's; empty if it isn't known.
    public let place: String
    /// That line's text.
    public let source: String
  }

  /// What a number in the steps stands for.
  public struct Object: Sendable, Equatable, Codable {
    /// What it is called there, such as `lock 2`.
    public let name: String
    /// Where it was made, as a row has it.
    public let place: String
    /// That line's text.
    public let source: String

    /// Whether a step is one on it.
    func isMeant(in step: String) -> Bool { step.prefix { $0 != ":" }.hasSuffix(name) }
  }

  /// What the columns are called, by their numbers.
  public let columns: [String]
  /// The steps in their order.
  public internal(set) var rows: [Row]
  /// The numbers of the rows, from 1, at which the mistake shows; empty if it is the whole run.
  ///
  /// Where nobody can go on, that is where each waits, where the locks were taken that they wait for,
  /// and where the conditions were woken last that they sleep on.
  public internal(set) var marks: [Int] = []
  /// What the marked rows show, in a sentence; empty if they speak for themselves.
  public internal(set) var note = ""
  /// How many of the last rows aren't steps, but what each thread waits for when nobody can go on.
  public internal(set) var waits = 0
  /// How many steps came after the last row.
  public internal(set) var stepsLeftOut = 0
  /// What the numbers in the steps stand for, as far as it is known.
  public private(set) var objects: [Object] = []
  /// A kind of lock that isn't the kit's and that the student's files name; nil if there is none.
  private(set) var otherLock: String?
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
    let calls = trace.details.map(\.calls) + trace.waiters.map(\.calls) + trace.makings.values
    let lines = SourceLine.lines(of: Set(calls.joined()), in: program, areCalls: true)
    let files = Set(lines.values.filter { !$0.isKits }.map(\.file))
    otherLock = Self.otherLock(in: files.sorted().flatMap { sources.lines(of: $0) })
    rows = []
    func told(_ calls: [Int]) -> (place: String, source: String) {
      let known = calls.compactMap { lines[$0] }
      guard let line = known.first(where: { !$0.isKits && $0.line > 0 }) else {
        return (known.isEmpty ? "" : Self.elsewhere, "")
      }
      return (line.name, sources.line(line))
    }
    func add(_ thread: Int, _ step: String, _ calls: [Int]) {
      let (place, source) = told(calls)
      rows.append(Row(thread: thread, step: step, place: place, source: source))
    }
    for index in trace.entries.indices {
      if index == trace.stepsAtReturn { rows.append(Self.returning) }
      let entry = trace.entries[index]
      let detail = index < trace.details.count ? trace.details[index] : Trace.Detail()
      guard let words = Self.words(entry.step, detail.value) else { continue }
      add(entry.thread, words, detail.calls)
    }
    let steps = trace.entries.map(\.step) + trace.waiters.compactMap(\.step)
    for (number, calls) in trace.makings.sorted(by: { $0.key < $1.key })
    where calls.contains(where: { lines[$0] != nil }) {
      let nouns = Set(steps.filter { $0.object == number }.compactMap(Self.noun))
      let (place, source) = told(calls)
      objects += nouns.sorted().map {
        Object(name: "\($0) \(number)", place: place, source: source)
      }
    }
    guard trace.end == .deadlock else { return }
    for waiter in trace.waiters {
      let words = waiter.inWords
      // It went to sleep in an earlier row.
      add(waiter.thread, words.hasPrefix("sleeps") ? "still \(words)" : words, waiter.calls)
    }
    waits = trace.waiters.count
    markStandstill(of: trace)
  }

  /// The place of what the judge's own code did.
  static let elsewhere = "(not your code)"

  /// The call's return, where threads took steps after it.
  private static let returning = Row(
    thread: 0, step: "returns from the call", place: "", source: "")

  /// Whether the columns are tasks.
  var isOfTasks: Bool { columns.contains { $0.hasPrefix("task ") } }

  /// Makes a table from its parts.
  init(
    columns: [String], rows: [Row], schedules: Int, token: String, marks: [Int] = [],
    objects: [Object] = []
  ) {
    self.columns = columns
    self.rows = rows
    self.objects = objects
    self.schedules = schedules
    self.token = token
    self.marks = marks
  }

  /// The lines of the marked rows.
  var linesPointedAt: Set<String> {
    Set(rows.indices.filter { marks.contains($0 + 1) }.map { rows[$0].source })
  }

  /// A marked row in words, such as "step 3 of thread 2".
  func name(ofMark mark: Int) -> String {
    guard rows.indices.contains(mark - 1) else { return "step \(mark)" }
    return "step \(mark) of \(columns[rows[mark - 1].thread])"
  }

  /// The first kind of lock that isn't the kit's and that lines of code name; comments don't count.
  static func otherLock(in lines: [Substring]) -> String? {
    let kinds =
      /\b(Mutex|NS(Recursive)?Lock|NSCondition(Lock)?|(Dispatch|Operation)Queue|DispatchSemaphore|pthread_(mutex|rwlock|spinlock|cond)_t)\b/
    let code = lines.filter { $0.prefixMatch(of: /\s*\/\//) == nil }
    return code.lazy.compactMap { $0.firstMatch(of: kinds) }.first.map { String($0.1) }
  }

  /// What a step is one on.
  private static func noun(of step: Step) -> String? {
    switch step.kind {
    case .read, .write: "value"
    case .lock, .unlock, .relock, .tryLock, .readLock: "lock"
    case .take, .give, .tryTake: "semaphore"
    case .enter: "queue"
    case .sleep, .wakeOne, .wakeAll, .wakeUnasked: "condition"
    case .begin, .spawn, .join, .work, .workDone, .wait, .pause, .yield: nil
    }
  }

  static let beginsWork = "begins work"
  static let reads = "reads "
  static let writes = "writes "

  /// Whether a step is shown.
  static func hasRow(_ step: Step) -> Bool { words(step, "") != nil }

  private static func words(_ step: Step, _ value: String) -> String? {
    let value = value.isEmpty ? "" : ": \(shortened(value, to: Trace.longestValue))"
    return switch step.kind {
    case .begin, .wait: nil
    case .tryLock: "finds lock \(step.object) taken"
    case .readLock: "takes lock \(step.object) to read"
    case .tryTake: "finds no permit of semaphore \(step.object)"
    case .pause: "goes on after a sleep"
    case .yield: "lets others go first"
    case .enter: "comes to queue \(step.object)"
    case .read: "\(reads)value \(step.object)\(value)"
    case .write: "\(writes)value \(step.object)\(value)"
    case .lock: "takes lock \(step.object)"
    case .unlock: "gives back lock \(step.object)"
    case .take: "takes a permit of semaphore \(step.object)"
    case .give: "gives a permit to semaphore \(step.object)"
    case .sleep: "sleeps on condition \(step.object)"
    case .wakeOne: "signals condition \(step.object)"
    case .wakeAll: "broadcasts condition \(step.object)"
    case .relock: "awake again, takes lock \(step.object)"
    case .wakeUnasked: "wakes up unasked"
    case .spawn: "starts thread \(step.object)"
    case .join: "has joined thread \(step.object)"
    case .work: "\(beginsWork)\(value)"
    case .workDone: value.isEmpty ? "ends work" : "ends work, throwing\(value)"
    }
  }
}
