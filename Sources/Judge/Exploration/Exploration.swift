import Foundation
import Interleaving
public import Wire

/// Looks for an order of steps in which code goes wrong.
public struct Exploration: Sendable {
  /// The orders that are tried at most where all waiting is seen.
  public static let schedules = 3000
  /// The orders that are tried at most where threads also wait for something outside of the program, or
  /// spin: such a run takes milliseconds, as it has to be looked whether threads sleep.
  public static let foreignSchedules = 150
  /// The processor time after which no further order is sampled: where threads spin, each step costs
  /// as much as it takes to see that.
  public static let foreignProcessorTime = Duration.seconds(3)
  /// The random orders that are tried beside those up to the bound.
  public static let random = 200
  /// The orders that are tried because two accesses met no common lock in another.
  static let directed = 24
  /// So many runs may leave the choices given to them before code is said not to repeat itself.
  static let divergences = 3
  /// So many runs may leave threads behind that wait for ever; each costs a process.
  static let restarts = 50
  /// So often a run that went wrong is made again to see that it repeats.
  static let replays = 4
  /// So many orders are asked for with one message.
  static let batch = 64
  /// For how long further orders are begun.
  public static let time = Duration.seconds(20)

  /// What was tried without finding anything.
  public struct Summary: Sendable, Equatable {
    /// How many orders were tried.
    public let schedules: Int
    /// The number of preemptions up to which all orders were tried; nil if there were too many.
    public let completed: Int?
    /// Whether threads waited for something outside of the program, or spun, so that orders were only
    /// sampled.
    public let isForeign: Bool

    /// How long it took, in seconds.
    public let seconds: Double

    /// What can be claimed, in a sentence.
    public var claim: String {
      let tried =
        "\(counted(schedules, "order")) of steps \(schedules == 1 ? "was" : "were") tried in "
        + "\(decimal(seconds)) s"
      if isForeign {
        return "\(tried); some waiting is for what is outside of the program, so they are a sample"
      }
      let all = completed.map { "all with up to \($0) preemptions" } ?? "not all without preemption"
      return "\(tried): \(all)"
    }
  }

  /// Starts a subject.
  let start: @Sendable () throws -> Subject
  /// What it is asked in each run.
  let request: Value
  /// The number of preemptions up to which all orders are tried.
  let bound: Int
  /// The orders that are tried at most, whatever the code waits on.
  let most: Int

  /// Prepares to explore one request.
  public init(
    _ request: Value, bound: Int = 2, most: Int = Self.schedules,
    start: @escaping @Sendable () throws -> Subject
  ) {
    self.request = request
    self.bound = bound
    self.most = most
    self.start = start
  }

  /// Tries orders until one goes wrong, or until enough were tried.
  ///
  /// - Parameter judge: What is wrong with a run, as a diagnosis that wants its history; nil if
  ///   nothing is.
  /// - Throws: That diagnosis; what a subject met with; `tooManyThreads` if there are more than a run
  ///   may have; `Stop.notMeasured` if the code takes other steps each time it is given the same turns.
  @discardableResult
  public func run(
    judge: (ControlledRun) throws -> ((History) -> Diagnosis)?
  ) throws -> Summary {
    var subject = try start()
    defer { subject.end() }
    var search = Search(bound: bound, random: Self.random)
    var directedSchedules = DirectedSchedules()
    var tally = Tally()
    var waiting: [SchedulingStrategy] = []
    // By processes that have been ended.
    var used = Duration.zero
    let begin = ContinuousClock.now
    while tally.schedules < min(most, tally.isForeign ? Self.foreignSchedules : Self.schedules),
      tally.schedules == 0 || ContinuousClock.now - begin < Self.time,
      !tally.isForeign || used + subject.activity.cpu < Self.foreignProcessorTime
    {
      let size = tally.size(most: most)
      if let hint = directedSchedules.next() { waiting.append(hint) }
      if waiting.count < size { waiting += search.next(size - waiting.count) }
      guard !waiting.isEmpty else { break }
      let policies = Array(waiting.prefix(size))
      let runs = try subject.explore(request, policies.map { tally.plan($0) })
      waiting.removeFirst(min(runs.count, policies.count))
      for (strategy, explored) in zip(policies, runs) {
        var run = explored
        tally.schedules += 1
        run.number = tally.schedules
        try look(at: run, &tally, doing: subject.doing, judge)
        search.note(run.trace, after: strategy)
        if !tally.isForeign { directedSchedules.note(run.trace) }
      }
      if runs.last?.trace.end != .over {
        // Threads of this run wait for ever: the next one gets a process of its own.
        tally.restarts += 1
        guard tally.restarts < Self.restarts else { break }
        used += subject.activity.cpu
        subject.end()
        subject = try start()
      }
    }
    return Summary(
      schedules: tally.schedules, completed: waiting.isEmpty ? search.completed : nil,
      isForeign: tally.isForeign, seconds: (ContinuousClock.now - begin).inSeconds)
  }

  /// What an exploration has come to.
  private struct Tally {
    var schedules = 0
    var divergences = 0
    var restarts = 0
    var isForeign = false

    /// How many orders are asked for at once: the first may tell all, and a run that is not all seen
    /// takes long.
    func size(most: Int) -> Int {
      guard schedules > 0, !isForeign else { return 1 }
      return min(schedules < 16 ? 8 : Exploration.batch, most - schedules)
    }

    func plan(_ strategy: SchedulingStrategy) -> Plan {
      var plan = Plan()
      plan.strategy = strategy
      // Such a run may not come again, and takes long anyway.
      plan.wantsValues = isForeign
      return plan
    }
  }

  /// Takes one run into account.
  private func look(
    at run: ControlledRun, _ tally: inout Tally,
    doing: String, _ judge: (ControlledRun) throws -> ((History) -> Diagnosis)?
  ) throws {
    guard run.trace.end != .crowded else {
      throw Diagnosis.excess(.tooManyThreads(call: doing, threads: ThreadSet.capacity))
    }
    tally.isForeign = tally.isForeign || run.trace.isForeign
    if let diagnosis = try judge(run) {
      throw diagnosis(try history(of: run, schedules: tally.schedules))
    }
    guard run.trace.hasDiverged, !tally.isForeign else { return }
    tally.divergences += 1
    guard tally.divergences < Self.divergences else {
      throw Stop.notMeasured(
        "given the same turns, the code takes other steps each time, so its orders can't be tried"
      )
    }
  }

  /// The same run once more, in a fresh process, with values and places.
  ///
  /// A run with locks of other kinds may come out differently; then it is told without them.
  private func history(of run: ControlledRun, schedules: Int) throws -> History {
    var token = ReplayToken(request: request, choices: run.trace.choices)
    for _ in 0..<Self.replays {
      // A process that can't be started, or ends otherwise, is one of several tries.
      guard let subject = try? start() else { continue }
      defer { subject.end() }
      token.exercise = SubjectPrograms.exercise(of: subject.executable)
      guard let again = try? token.replay(in: subject),
        again.trace.entries.map(\.step) == run.trace.entries.map(\.step),
        again.trace.choices == run.trace.choices
      else { continue }
      var trace = again.trace
      // In a fresh process a library may have ordered it by what it does once.
      trace.dataRace = run.trace.dataRace
      var history = History(
        trace, schedules: schedules, token: token.text, program: subject.executable)
      history.printed = subject.allPrinted()
      return history
    }
    guard run.trace.isForeign else {
      throw Stop.notMeasured(
        "a run went wrong, but given the same turns again the code took other steps")
    }
    return History(run.trace, schedules: schedules, token: token.text)
  }
}

/// What makes one controlled run again: the request and who went when.
public struct ReplayToken: Codable, Sendable, Equatable {
  private let request: Value
  /// The threads that went, each with the number of steps that it took in a row: a run without an end
  /// would make a token of thousands of characters.
  private let turns: [[Int]]
  /// The first thread that comes to such a step isn't let go; nil if none is kept.
  private let stopped: Step.Kind?
  /// Whose run it is; nil in a token that doesn't say.
  public fileprivate(set) var exercise: String?

  init(request: Value, choices: [Int], stopped: Step.Kind? = nil, program: URL? = nil) {
    (self.request, self.stopped) = (request, stopped)
    exercise = program.flatMap(SubjectPrograms.exercise)
    turns = choices.reduce(into: []) { turns, thread in
      if turns.last?.first == thread {
        turns[turns.count - 1][1] += 1
      } else {
        turns.append([thread, 1])
      }
    }
  }

  /// The threads that went, step by step.
  var choices: [Int] { turns.flatMap { Array(repeating: $0[0], count: $0[1]) } }

  /// Reads a token; nil if it isn't one.
  public init?(_ text: String) {
    // Whatever is wrong with it: it is no token.
    guard let data = Data(base64Encoded: text),
      let token = try? JSONDecoder().decode(ReplayToken.self, from: data),
      token.turns.allSatisfy({ $0.count == 2 && 0...Self.mostSteps ~= $0[1] })
    else { return nil }
    self = token
  }

  /// A token that names more steps in a row than any run has isn't one.
  private static let mostSteps = Plan().stepLimit

  /// The token as one word.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Numbers and texts, which can always be encoded.
    return (try? encoder.encode(self))?.base64EncodedString() ?? ""
  }

  /// Makes the run again in a fresh subject, with values and the calls that led to each step.
  public func replay(in subject: Subject) throws -> ControlledRun {
    var plan = Plan()
    plan.strategy = SchedulingStrategy(choices: choices)
    plan.stopped = stopped
    plan.wantsValues = true
    plan.wantsPlaces = true
    return try subject.explore(request, plan)
  }
}

/// Orders that bring two threads to a value at the same time, if nothing keeps one of them away.
private struct DirectedSchedules {
  private struct Kind: Hashable {
    let threads: [Int]
    let first: Step
    let second: Step
  }

  private var known: Set<Kind> = []
  private var waiting: [SchedulingStrategy] = []

  mutating func next() -> SchedulingStrategy? { waiting.isEmpty ? nil : waiting.removeFirst() }

  mutating func note(_ trace: Trace) {
    // A write that is held back has its read behind it: what others write meanwhile is lost.
    let conflicts = VectorClocks(trace).conflicts
    let isWrite = { (conflict: VectorClocks.Conflict) in
      trace.entries[conflict.first].step.kind == .write
    }
    for conflict in conflicts.filter(isWrite) + conflicts.filter({ !isWrite($0) })
    where known.count < Exploration.directed {
      let (first, second) = (trace.entries[conflict.first], trace.entries[conflict.second])
      let kind = Kind(
        threads: [first.thread, second.thread], first: first.step, second: second.step)
      guard known.insert(kind).inserted else { continue }
      waiting.append(
        SchedulingStrategy(choices: Array(trace.choices[..<conflict.first]), held: first.thread))
    }
  }
}
