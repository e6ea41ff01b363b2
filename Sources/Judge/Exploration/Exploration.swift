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
  /// The orders that are tried at least there, however long they take: some of them must be random ones.
  static let foreignLeast = 8
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
      tally.isTooFew
        || ContinuousClock.now - tally.begin < Self.time
          && (!tally.isForeign || used + subject.activity.cpu < Self.foreignProcessorTime)
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
        try look(at: run, &tally, in: subject, judge)
        if tally.isOver(by: run.trace) {
          search = Search(bound: bound, random: Self.random)
        } else {
          search.note(run.trace, after: strategy)
        }
        search.isSampling = tally.isForeign
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
    /// When the search began: what the process does once takes none of its time, or code that does much
    /// there would be tried in two orders.
    var begin = ContinuousClock.now
    var divergences = 0
    var restarts = 0
    var isForeign = false
    /// Whether the process has done what it does once, and wasn't all seen.
    var hasPast = false
    /// The choices of the first run, which went well.
    var first: [Int]?

    /// Whether these orders tell nothing yet, whatever they have taken.
    var isTooFew: Bool { schedules == 0 || isForeign && schedules < Exploration.foreignLeast }

    /// Notes whether what wasn't all seen is over: the second run, in the same process, is all seen.
    mutating func isOver(by trace: Trace) -> Bool {
      guard isForeign, schedules == 2, restarts == 0, !trace.isForeign else { return false }
      (isForeign, hasPast, begin) = (false, true, .now)
      return true
    }

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
    in subject: Subject, _ judge: (ControlledRun) throws -> ((History) -> Diagnosis)?
  ) throws {
    guard run.trace.end != .crowded else {
      throw Diagnosis.excess(.tooManyThreads(call: subject.doing, threads: ThreadSet.capacity))
    }
    tally.isForeign = tally.isForeign || run.trace.isForeign
    if let diagnosis = try judge(run) {
      throw try told(diagnosis, of: run, in: subject, tally, judge)
    }
    tally.first = tally.first ?? run.trace.choices
    guard run.trace.hasDiverged, !tally.isForeign else { return }
    tally.divergences += 1
    guard tally.divergences < Self.divergences else {
      throw Stop.notMeasured(
        "given the same turns, the code takes other steps each time, so its orders can't be tried"
      )
    }
  }

  /// A diagnosis with the history of its run, which is made once more, in a fresh process, or else in its
  /// own, with values and places.
  ///
  /// A run with locks of other kinds may come out differently; then it is told without them. An order isn't
  /// to blame where the one that went well goes wrong as well by now: the code keeps something from one call
  /// to the next.
  private func told(
    _ diagnosis: (History) -> Diagnosis, of run: ControlledRun, in own: Subject, _ tally: Tally,
    _ judge: (ControlledRun) throws -> ((History) -> Diagnosis)?
  ) throws -> Diagnosis {
    let schedules = tally.schedules
    var token = ReplayToken(request: request, choices: run.trace.choices)
    let fresh = [Subject?](repeating: nil, count: Self.replays)
    // One in which threads are left can't be asked again.
    let known = run.trace.end == .over ? [own] : []
    for known in tally.hasPast ? known + fresh : fresh + known {
      // A process that can't be started, or ends otherwise, is one of several tries.
      guard let subject = known ?? (try? start()) else { continue }
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
      let ofLaterCall =
        known == nil || tally.hasPast ? nil : diagnosis(history).ofACallMadeAgain(own.doing)
      if let ofLaterCall, try goesWrong(tally.first, in: own, judge) { return ofLaterCall }
      // This ends it.
      history.printed = subject.allPrinted()
      return diagnosis(history)
    }
    guard run.trace.isForeign || tally.isForeign else {
      throw Stop.notMeasured(
        "a run went wrong, but given the same turns again the code took other steps")
    }
    return diagnosis(History(run.trace, schedules: schedules, token: token.text))
  }

  /// Whether an order goes wrong in a process that made the call before.
  ///
  /// It is judged as a first run is: a check that leaves to others what is wrong in the plainest order
  /// already does so here, by what `judge` throws.
  private func goesWrong(
    _ choices: [Int]?, in subject: Subject,
    _ judge: (ControlledRun) throws -> ((History) -> Diagnosis)?
  ) throws -> Bool {
    // Whatever ends the process now: that other run was wrong, and is told.
    guard let choices,
      let run = try? ReplayToken(request: request, choices: choices).replay(in: subject)
    else { return false }
    return try judge(run) != nil
  }
}

extension Diagnosis {
  /// What an order of steps was taken to have led to, where any does in a process that made the call before;
  /// nil for a mistake that says itself what led to it.
  fileprivate func ofACallMadeAgain(_ doing: String) -> Diagnosis? {
    guard case .histories(.checkThenAct(_, let expected, let actual, _)) = self else { return nil }
    return .results(
      .wrongResult(
        call: "\(doing), called again in the same process", expected: expected, actual: actual))
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
