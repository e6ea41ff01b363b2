public import Foundation
import Interleaving
import Synchronization
public import ThreadActivity
public import Wire

/// A process that runs a student's code, and what the judge knows of it.
///
/// Its methods block the calling thread; whatever goes wrong in the process comes out of the next
/// of them as an error, mostly a `Diagnosis`.
public final class Subject: Sendable {
  /// All that is known, and all that changes.
  struct Record {
    var state = SubjectState()
    var timer = WorkTimer()
    var printed = Printed()
    /// What the next wait throws: a diagnosis, or what the kit itself failed at.
    var fault: (any Error)?
    var lastRun = 0
    var lastRequest: Value?
    var lastPing = 0
    var isEnding = false
    /// What the processes that it starts do counts as its own doing.
    var isFamilyWatched: Bool
    /// The process is gone; what it had to say last may still be on its way.
    var isGone = false
    /// The process is gone, and all that it said has been taken.
    var hasEnded = false
    var hasAllOutput = false
    /// The calls its threads were in when it took more than it may; empty while they are asked for.
    var lastCalls: (calls: [[Int]], awaits: [[Int]])?
  }

  let record: Monitor<Record>
  let child: ChildProcess
  /// Apart from what is known: a process that doesn't read may hold up whoever writes to it.
  let writer: Mutex<FrameWriter>
  /// The processes that it starts, if they are watched too.
  let workforce: Workforce?
  /// The program that it runs.
  let executable: URL
  /// What the subject has been asked to do, as the beginning of a sentence in a report.
  public let doing: String

  /// Starts the subject of an exercise and waits until it is up.
  ///
  /// - Parameters:
  ///   - executable: The subject's program.
  ///   - doing: What it will be asked to do, for the report.
  ///   - workforce: Watches the processes that it will start, whose lines come to a gate of this
  ///     subject; what they do counts as its own doing.
  /// - Throws: `LaunchError` if it can't be started, `Diagnosis` if it ends before it is up.
  public init(executable: URL, doing: String, workforce: Workforce? = nil) throws {
    self.doing = doing
    self.workforce = workforce
    self.executable = executable
    record = Monitor(Record(isFamilyWatched: workforce != nil))
    let key = UInt64.random(in: 1...UInt64.max)
    writer = Mutex(FrameWriter(telling: key))
    child = try ChildProcess(
      executable: executable, policy: try SandboxedStart.policyOfSubjects())
    workforce?.work(for: self)
    Thread.detachNewThread { self.listen(key: key) }
    Thread.detachNewThread { self.keepOutput() }
    Thread.detachNewThread { self.collect() }
    send(.ping(0, counting: false))
    guard try wait(for: { $0.isReady }, still: nil) == .reached else { throw overrun() }
  }

  deinit { child.closePipes() }

  // MARK: Asking

  /// Has the student's code called on a thread of its own.
  ///
  /// - Parameters:
  ///   - request: What the exercise's adapter reads.
  ///   - held: Gates at which work waits for its release.
  ///   - reported: Gates at which work is reported and goes on.
  /// - Returns: The run's number, for `outcome`.
  public func run(_ request: Value, held: [String] = [], reported: [String] = []) -> Int {
    let modes =
      held.map { ($0, GateMode.held) } + reported.map { ($0, GateMode.reported) }
    let run = nextRun()
    record.withLock { $0.lastRequest = request }
    send(.run(run, request: request, gates: Dictionary(modes) { first, _ in first }))
    return run
  }

  /// Has the student's code called as a controlled run, and waits for its end.
  ///
  /// - Throws: `timedOut` if the run doesn't end, `Stop.notStarted` if the code is a stub's, or what
  ///   the process met with.
  func explore(_ request: Value, _ plan: Plan) throws -> ControlledRun {
    guard let run = try explore(request, [plan]).first else { throw overrun() }
    return run
  }

  /// Has the student's code called as controlled runs, one after the other, and waits for their end.
  ///
  /// - Returns: The runs that were made: after one that leaves threads behind there are no more.
  func explore(_ request: Value, _ plans: [Plan]) throws -> [ControlledRun] {
    let run = nextRun()
    send(.explore(run, Orders(request, plans)))
    var results: [ControlledRun] = []
    let end = try wait(
      for: { state in
        guard let explored = state.explored, explored.run == run else { return false }
        results = explored.results
        return true
      }, still: nil)
    guard end == .reached else { throw overrun() }
    if results.contains(where: { $0.outcome == .notStarted }) { throw Stop.notStarted }
    return results
  }

  /// Plays a script once for each seed, and waits for the end.
  ///
  /// - Throws: `timedOut` if it doesn't come, or what the process met with.
  func shuffle(_ requests: [Value], _ script: Script, seeds: [UInt64]) throws -> [TaskTrace] {
    let run = nextRun()
    send(.shuffle(run: run, requests: requests, script: script, seeds: seeds))
    var traces: [TaskTrace]?
    let end = try wait(
      for: { state in
        guard let shuffled = state.shuffled, shuffled.run == run else { return false }
        traces = shuffled.traces
        return true
      }, still: Limits.deadlock, patience: Limits.shuffle)
    if end == .still {
      // The one thread that runs all jobs sleeps in the middle of one.
      throw Diagnosis.tasks(.blocksPool(doing: doing, threads: 1))
    }
    guard end == .reached, let traces else { throw overrun(Limits.shuffle) }
    let isStub = traces.contains { trace in
      trace.events.contains { if case .cameBack(_, .notStarted) = $0 { true } else { false } }
    }
    if isStub { throw Stop.notStarted }
    return traces
  }

  private func nextRun() -> Int {
    record.withLock { record in
      record.lastRun += 1
      return record.lastRun
    }
  }

  /// Cancels the task of a run.
  public func cancel(_ run: Int) { send(.cancel(run: run)) }

  /// Lets a piece of work go on.
  public func release(_ arrival: Arrival) {
    send(.release(ticket: arrival.ticket))
    workforce?.release(arrival.ticket)
  }

  /// Lets go what is held at a gate, and holds nothing there any more.
  public func open(_ gate: String) {
    send(.open(gate: gate))
    if gate == Workforce.gate { workforce?.releaseAll() }
  }

  /// Has all processes that it starts looked at from now on, which takes a look at the whole system.
  func watchFamily() { record.withLock { $0.isFamilyWatched = true } }

  // MARK: What is known

  /// The gate of this name as it is now.
  public subscript(gate: String) -> Gate { record.withLock { $0.state[gate] } }

  /// The most that was ever under way at once, at any gate.
  public var mostAtOnce: Int { record.withLock(\.state.mostAtOnce) }

  /// Whether all runs have come back by now.
  var hasEnded: Bool { record.withLock { $0.state.outcomes.count == $0.lastRun } }

  /// What was asked last; nil if nothing was.
  public var lastRequest: Value? { record.withLock(\.lastRequest) }

  /// Whether a run has come back by now.
  public func hasEnded(_ run: Int) -> Bool { record.withLock { $0.state.outcomes[run] != nil } }

  /// What the process has printed so far.
  public var output: Printed { record.withLock(\.printed) }

  /// The number of its process.
  var pid: pid_t { child.pid }

  /// What the process's threads are doing; nothing at all if it has ended.
  public var activity: Activity { child.activity(withFamily: false) ?? Activity() }
}
