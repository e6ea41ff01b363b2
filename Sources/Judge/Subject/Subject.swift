import Foundation
import Interleaving
import Synchronization
import ThreadActivity
import Wire

/// A process that runs a student's code, and what the judge knows of it.
///
/// Its methods block the calling thread; whatever goes wrong in the process comes out of the next
/// of them as a `Diagnosis`.
public final class Subject: @unchecked Sendable {
  // Unchecked: everything that changes is guarded by `changed`.
  private let child: ChildProcess
  private let changed = NSCondition()
  private var state = SubjectState()
  private var writer: FrameWriter
  private var printed = Printed()
  private var fault: Diagnosis?
  private var lastRun = 0
  private var lastPing = 0
  private var isEnding = false
  /// What the processes that it starts do counts as its own doing.
  private var isFamilyWatched: Bool
  /// The process is gone; what it had to say last may still be on its way.
  private var isGone = false
  private var ended: (end: ProcessEnd, peakMemory: Int)?
  private var hasAllOutput = false
  /// The calls its threads were in when it held too much memory.
  private var lastCalls: [[Int]]?
  private let writing = NSLock()
  private let managers = Mutex(Activity.Managers())
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
    isFamilyWatched = workforce != nil
    self.executable = executable
    let key = UInt64.random(in: 1...UInt64.max)
    writer = FrameWriter(key: key)
    child = try ChildProcess(executable: executable)
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
      throw Diagnosis.blocksPool(doing: doing, threads: 1)
    }
    guard end == .reached, let traces else { throw overrun(Limits.shuffle) }
    let isStub = traces.contains { trace in
      trace.events.contains { if case .cameBack(_, .notStarted) = $0 { true } else { false } }
    }
    if isStub { throw Stop.notStarted }
    return traces
  }

  private func nextRun() -> Int {
    locked {
      lastRun += 1
      return lastRun
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

  /// What the exercise's adapter has counted by now.
  public func counted() throws -> Value { try ping(counting: true) }

  /// The gate of this name as it is now.
  public subscript(gate: String) -> Gate { locked { state[gate] } }

  /// Takes work that a process of the subject's has come with, and returns whether it is held.
  func arrive(_ arrival: Arrival) -> Bool {
    locked {
      state.take(.arrived(arrival))
      return state[arrival.gate].waiting.contains(arrival)
    }
  }

  /// The work with this ticket has ended.
  func leave(_ ticket: Int) { locked { state.take(.left(ticket: ticket)) } }

  /// The number of its process.
  var pid: pid_t { child.pid }

  /// Has all processes that it starts looked at from now on, which takes a look at the whole system.
  func watchFamily() { locked { isFamilyWatched = true } }

  /// What its threads and those of its processes are doing, if these are watched.
  private func look() -> Activity? { look(atFamily: locked { isFamilyWatched }) }

  /// What the process's threads are doing; nothing at all if it has ended.
  public var activity: Activity { look(atFamily: false) ?? Activity() }

  private func look(atFamily: Bool) -> Activity? {
    managers.withLock { Activity.of(process: child.pid, withFamily: atFamily, managers: &$0) }
  }

  /// What the process has printed so far.
  public var output: Printed { locked { printed } }

  // MARK: Waiting

  /// How a wait ended.
  public enum WaitEnd: Sendable, Equatable {
    /// What was waited for is there.
    case reached
    /// Nothing in the process has moved for the time that was asked for.
    case still
    /// The process is at work, but the time it may take is over.
    case restless
  }

  /// Waits until `condition` holds.
  ///
  /// - Parameters:
  ///   - still: Give up when nothing has moved for so long; nil never gives up for that. Nothing is
  ///     still while work is under way behind a gate: it may be the judge's answer that is late.
  ///   - patience: Give up when the process took so much time of its own.
  /// - Throws: What the process met with meanwhile; `Stop.notStarted` if a run was a stub's.
  public func wait(
    for condition: (SubjectState) -> Bool, still: Duration?, patience: Duration = Limits.patience
  ) throws -> WaitEnd {
    var stillness = Stillness()
    var allowance = Allowance()
    while true {
      changed.lock()
      if !condition(state) && fault == nil {
        _ = changed.wait(until: Date(timeIntervalSinceNow: Limits.samplePeriod))
      }
      let (isReached, fault, events) = (condition(state), self.fault, state.events)
      let isWorking = state.isWorking
      let isStub = state.outcomes.values.contains(.notStarted)
      changed.unlock()
      if isStub { throw Stop.notStarted }
      if isReached { return .reached }
      if let fault { throw fault }

      guard let activity = look() else { continue }
      if let (excess, patience) = excess(activity), locked({ lastCalls }) == nil {
        // Not again, while the answer is waited for.
        locked { lastCalls = [] }
        let calls = (try? threadCalls(patience: patience)) ?? []
        locked { lastCalls = calls }
        fail(excess)
        continue
      }
      let now = ContinuousClock.now
      let stood = stillness.note(activity, events: events, isWorking: isWorking, at: now)
      if let still, stood >= still, try isDrained(events) { return .still }
      allowance.note(activity, at: now)
      // One that has come to a stop by then may show for how long.
      if allowance.charged > patience, still == nil || stood == .zero { return .restless }
    }
  }

  /// What it takes more of than it may, and how long it may be asked then where its threads are; nil
  /// if nothing.
  private func excess(_ activity: Activity) -> (Diagnosis, patience: Duration)? {
    let output = self.output
    if output.total > Limits.output {
      // Whoever prints is held up by now.
      let flood = Diagnosis.floodedOutput(
        doing: doing, printed: output.text, bytes: output.total, limit: Limits.output)
      return (flood, Limits.restless)
    }
    guard activity.memory > Limits.memory else { return nil }
    // Not for long, as it may go on to grow.
    let outOfMemory = Diagnosis.outOfMemory(
      doing: doing, bytes: activity.memory, limit: Limits.memory, threads: activity.threads)
    return (outOfMemory, Limits.rendezvous)
  }

  /// Whether no message was on its way when the process was found still.
  private func isDrained(_ events: Int) throws -> Bool {
    _ = try ping(counting: false)
    return locked { state.events == events }
  }

  private func ping(counting: Bool) throws -> Value {
    let number = locked {
      lastPing += 1
      return lastPing
    }
    send(.ping(number, counting: counting))
    var answer: Value?
    // The kit's own thread answers; it is only late when the machine is.
    _ = try wait(
      for: { state in
        answer = state.pong(number)
        return answer != nil
      }, still: nil, patience: .seconds(60))
    guard let answer else { throw overrun() }
    return answer
  }

  /// Waits until a run has come back.
  ///
  /// - Throws: `deadlock` or `timedOut` if it doesn't, or what else the process met with.
  public func outcome(of run: Int, patience: Duration = Limits.patience) throws -> Outcome {
    let end = try wait(
      for: { $0.outcomes[run] != nil }, still: Limits.deadlock, patience: patience)
    switch end {
    case .reached: break
    case .still: throw standstill()
    case .restless:
      // Work may be under way that nobody has a thread to end.
      if activity.isAsleep, try !hasThreadForTask() {
        throw Diagnosis.blocksPool(doing: doing, threads: activity.threads)
      }
      throw overrun(patience)
    }
    return locked { state.outcomes[run] } ?? .notStarted
  }

  /// Waits until a run has come back with a result.
  ///
  /// - Throws: `wrongResult` if the call threw, or what `outcome` throws.
  public func result(of run: Int, patience: Duration = Limits.patience) throws -> Value {
    try outcome(of: run, patience: patience).result(of: doing)
  }

  /// Whether all runs have come back by now.
  var hasEnded: Bool { locked { state.outcomes.count == lastRun } }

  /// Whether a run has come back by now.
  public func hasEnded(_ run: Int) -> Bool { locked { state.outcomes[run] != nil } }

  func standstill() -> any Error {
    do {
      guard try hasThreadForTask() else {
        return Diagnosis.blocksPool(doing: doing, threads: activity.threads)
      }
    } catch {
      return error
    }
    let copies = workforce == nil ? 0 : copiesOfItself
    guard copies == 0 else {
      return Diagnosis.tooManyProcesses(
        call: doing, asked: 0, started: copies, kind: Workforce.copiesInWords)
    }
    if let writing = workforce?.writing {
      return Diagnosis.pipeDeadlock(doing: doing, pipe: writing.pipe, bytes: writing.bytes)
    }
    return Diagnosis.deadlock(
      doing: doing, threads: activity.threads, milliseconds: Limits.deadlock.milliseconds,
      byThen: locked { state.byThen })
  }

  /// Whether a task that does nothing is run: if not, every thread that runs tasks is blocked.
  ///
  /// If others get going with it, on a thread that has just been added, they were blocked as well: on
  /// Linux, Dispatch adds a thread each second while all that it has are asleep.
  public func hasThreadForTask() throws -> Bool {
    let threads = activity.threads
    let (number, events) = locked {
      lastPing += 1
      return (lastPing, state.events)
    }
    send(.pulse(number))
    let end = try wait(
      for: { $0.pulse >= number }, still: Limits.rendezvous, patience: Limits.restless)
    guard end == .reached else { return false }
    return locked { state.events } == events || activity.threads <= threads
  }

  /// The calls that its threads are in, or were in when it was ended for its memory.
  ///
  /// To look disturbs them.
  func threadCalls(patience: Duration = Limits.restless) throws -> [[Int]] {
    if let calls = locked({ lastCalls }), !calls.isEmpty { return calls }
    send(.threads)
    var calls: [[Int]]?
    // The kit's own thread answers, as it does a ping.
    _ = try wait(
      for: { state in
        calls = state.threads
        return calls != nil
      }, still: nil, patience: patience)
    return calls ?? []
  }

  func overrun(_ patience: Duration = Limits.patience) -> Diagnosis {
    let activity = self.activity
    return .timedOut(
      doing: doing, milliseconds: patience.milliseconds,
      cpuMilliseconds: activity.cpu.milliseconds, running: activity.runnable)
  }

  // MARK: Ending

  /// Kills the process with all that it has started, and waits until it is gone.
  public func end() {
    locked { isEnding = true }
    child.killAll()
    changed.lock()
    while ended == nil { changed.wait() }
    changed.unlock()
  }

  // MARK: The process's side

  private func send(_ message: ToSubject) {
    locked { state.note(message) }
    writing.withLock {
      guard let frame = try? writer.frame(message) else { return }
      // A process that no longer reads is found out by the thread that listens to it.
      _ = writeAll(frame, to: child.toChild)
    }
  }

  private func listen(key: UInt64) {
    var reader = FrameReader(key: key)
    while true {
      let bytes = readSome(from: child.fromChild)
      guard !bytes.isEmpty else { return connectionEnded() }
      reader.append(bytes)
      do {
        while let message = try reader.next(FromSubject.self) {
          locked { state.take(message) }
        }
      } catch let foreign as ForeignBytes {
        let text = String(decoding: foreign.bytes, as: UTF8.self)
        return fail(
          .forgedMessage(doing: doing, text: text.debugDescription, bytes: foreign.bytes.count))
      } catch {
        return fail(.forgedMessage(doing: doing, text: "\(error)", bytes: 0))
      }
    }
  }

  /// The subject has closed its end: it has ended, or student code closed it.
  private func connectionEnded() {
    changed.lock()
    let deadline = Date(timeIntervalSinceNow: Limits.goodbye)
    while !isGone && fault == nil && changed.wait(until: deadline) {}
    let isRunning = !isGone
    changed.unlock()
    if isRunning { fail(.closedPipe(doing: doing, isRunning: true)) }
  }

  private func keepOutput() {
    while true {
      let bytes = readSome(from: child.output)
      let total = locked {
        printed.append(bytes)
        return printed.total
      }
      // Of too much the rest isn't taken: that holds up whoever prints, until a wait ends the process.
      if bytes.isEmpty || total > Limits.output { return locked { hasAllOutput = true } }
    }
  }

  private func collect() {
    let ended = child.waitForEnd()
    locked { isGone = true }
    changed.lock()
    let deadline = Date(timeIntervalSinceNow: Limits.goodbye)
    while !hasAllOutput && changed.wait(until: deadline) {}
    changed.unlock()
    let last = output
    let place = ThreadPlaces(calls: [last.crash], in: executable).places.first
    locked {
      self.ended = ended
      guard fault == nil, !isEnding else { return }
      switch ended.end {
      case .signalled where ended.peakMemory > Limits.memory:
        fault = .outOfMemory(
          doing: doing, bytes: ended.peakMemory, limit: Limits.memory, threads: 0)
      case .signalled(let signal):
        fault = .crashed(
          doing: doing, signal: signal, printed: lastWords(in: last.text),
          place: place?.inWords ?? "")
      case .exited(let status): fault = .exited(doing: doing, status: status)
      }
    }
  }

  private func fail(_ diagnosis: Diagnosis) {
    locked { if fault == nil && !isEnding { fault = diagnosis } }
    child.killAll()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    changed.lock()
    defer {
      changed.broadcast()
      changed.unlock()
    }
    return body()
  }
}
