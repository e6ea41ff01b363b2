public import Wire

/// A mistake that a check found, with the evidence for it.
///
/// The cases are the catalogue of mistakes that the kit tells apart; `Words` says each in words.
/// In all of them `call` is the call as a student would write it, `doing` what the subject had been
/// asked, and `work` the injected function that was watched, such as `fetch`. Memory and output are
/// in bytes, times in milliseconds.
public enum Diagnosis: Error, Sendable, Equatable {
  // MARK: Results

  /// Plain wrong values.
  case wrongResult(call: String, expected: String, actual: String)
  /// The right values in the wrong order.
  case orderLost(call: String, expected: String, actual: String)
  /// Results that were found, and then overwritten by another worker's.
  case lostUpdate(call: String, count: Int, first: [Int])
  /// In one order of steps a number of additions was lost: nothing kept another thread away from a
  /// read and the write that goes with it.
  case lostCount(call: String, expected: Int, actual: Int, history: History)
  /// Two threads stood before the same value at once, one of them about to write it.
  case unguarded(call: String, history: History)
  /// In one order of jobs the right values came in the wrong order.
  case misplaced(call: String, expected: String, actual: String, history: History)
  /// Each access was guarded, but not the read together with the write that depends on it.
  case checkThenAct(call: String, expected: String, actual: String, history: History)
  /// Items that were worked on more than once.
  case repeatedWork(call: String, work: String, count: Int, first: [String])
  /// Items that were never worked on.
  case missedWork(call: String, work: String, count: Int, first: [String])
  /// One failure cost the result of another item.
  case errorSpreads(failed: String, fault: String, item: String, expected: String, actual: String)
  /// A failure was hidden, or replaced by another.
  case errorSwallowed(failed: String, fault: String, expected: String, actual: String)

  // MARK: How much at once

  /// One piece of work at a time.
  case sequential(work: String, asked: Int, seen: Int, threads: Int)
  /// Several at a time, but fewer than asked for; `queue` is the Dispatch queue they ran on.
  case underParallel(work: String, asked: Int, seen: Int, queue: String)
  /// One slow item keeps others from being worked on: `stuck` of `items` were never begun.
  case heldUp(work: String, asked: Int, stuck: Int, items: Int)
  /// The workers are there, but a lock lets only one work; the `sleepers` wait for it.
  case workInsideLock(work: String, asked: Int, seen: Int, sleepers: Int)
  /// In one order of steps a thread entered the work with a lock in its hands.
  case workUnderLock(call: String, lock: Int, thread: String, history: History)
  /// Fewer at a time than asked for, of something that isn't the work of threads.
  case fewAtOnce(what: String, asked: Int, seen: Int)
  /// More at a time than asked for.
  case unbounded(work: String, asked: Int, seen: Int)
  /// New threads all the time: `threads` of them for `items` pieces of work.
  case threadEach(work: String, asked: Int, threads: Int, items: Int)
  /// More threads than a controlled run may have, for a call that asks for a few.
  case tooManyThreads(call: String, threads: Int)
  /// The work was shared by count, though not all of it costs the same: so much was left of the
  /// worker that was stopped at `item`.
  case unevenWork(call: String, workers: Int, item: String, percent: Int, fairPercent: Int)

  // MARK: Waiting and ending

  /// The function came back while `item` was still being worked on; so often before, with another
  /// item, it didn't.
  case returnsEarly(call: String, work: String, item: String, waitedBefore: Int = 0)
  /// A callback was called by several threads at once.
  case overlappingCallback(callback: String, atOnce: Int, calls: [String])
  /// A callback's counts were wrong.
  case miscountedCallback(callback: String, expected: [String], calls: [String])
  /// Processor time burnt while `held` pieces of work were held and nothing could go on.
  case busyWait(work: String, held: Int, cpuMilliseconds: Int)
  /// Processor time burnt while a thread was stopped and nothing else could go on.
  case busyMeanwhile(call: String, meanwhile: String, cpuMilliseconds: Int)
  /// No end after so many steps, though all threads had their turns again and again.
  case livelock(call: String, steps: Int, history: History)
  /// Threads left behind by calls that had come back.
  case leaksThreads(call: String, calls: Int, before: Int, after: Int)
  /// Every thread sleeps and nothing can wake one; `byThen` says what work had been begun and ended.
  case deadlock(doing: String, threads: Int, milliseconds: Int, byThen: String)
  /// In one order of steps nobody can go on; `waits` says who waits for what.
  case standstill(call: String, waits: [String], history: History)
  /// The same after a failure, where without one all goes well.
  case stuckAfterFailure(call: String, fault: String, waits: [String], history: History)
  /// In one order of steps a thread ended and left a lock taken.
  case lockKept(call: String, lock: Int, thread: String, history: History)
  /// In one order of steps the call came back before `late` other threads had done their part.
  case outrun(call: String, late: Int, history: History)
  /// In one order of jobs tasks wait for ever, though nothing failed and none was cancelled.
  case tasksStuck(call: String, waiting: [String], history: History)
  /// In one order of jobs a task came before one that had waited for longer.
  case overtaken(call: String, first: String, second: String, history: History)
  /// Those who waited for permits got them in another order than they had come.
  case servedOutOfTurn(call: String, expected: String, actual: String)
  /// A permit that never comes back after a failure or a cancellation.
  case permitLost(call: String, after: String, waiting: String)
  /// In one order of jobs a permit never came back.
  case permitGone(call: String, after: String, waiting: [String], history: History)
  /// In one order of jobs a task that nobody had cancelled came back without having been served.
  case turnedAway(call: String, task: String, actual: String, history: History)
  /// Work goes on, or begins, after a cancellation: `what` says which, as a sentence.
  case ignoresCancellation(call: String, after: String, what: String)
  /// The same in one order of jobs.
  case goesOn(call: String, what: String, history: History)
  /// A lock that is never opened again after a failure.
  case lockLeft(doing: String, fault: String, threads: Int, byThen: String)
  /// No end within the time allowed.
  case timedOut(doing: String, milliseconds: Int, cpuMilliseconds: Int, running: Int)
  /// Parallel in structure, but not much faster than the kit's own single worker.
  case tooSlow(work: String, measurement: Measurement)

  /// Every thread that runs tasks is blocked, so no task can go on.
  case blocksPool(doing: String, threads: Int)
  /// More threads than tasks need: some must be blocked while they wait.
  case threadsForTasks(work: String, held: Int, threads: Int, fair: Int)

  // MARK: Processes

  /// Processes that have no share in the work: `started` of them, of which `kind` says what they are.
  case tooManyProcesses(call: String, asked: Int, started: Int, kind: String)
  /// Both sides of a pipe wait: a process to be rid of so many bytes, the code for something else.
  case pipeDeadlock(doing: String, pipe: String, bytes: Int)
  /// Processes left behind by a call that had come back.
  case leaksProcesses(call: String, running: Int, unawaited: Int)
  /// File descriptors left open by calls that had come back.
  case leaksDescriptors(calls: Int, before: Int, after: Int)

  // MARK: The process

  /// A signal ended the process, as a failed check of the language does; `place` is empty if it
  /// isn't known.
  case crashed(doing: String, signal: Int, printed: String, place: String)
  /// The process ended itself.
  case exited(doing: String, status: Int)
  /// More memory than allowed.
  case outOfMemory(doing: String, bytes: Int, limit: Int, threads: Int)
  /// More output than allowed.
  case floodedOutput(doing: String, printed: String, bytes: Int, limit: Int)
  /// Student code closed the connection to the judge.
  case closedPipe(doing: String, isRunning: Bool)
  /// Something that the kit didn't write came over the connection to the judge.
  case forgedMessage(doing: String, text: String, bytes: Int)
}

extension Diagnosis {
  /// The name in reports, such as `orderLost`.
  ///
  /// Some mistakes are told apart in words only: they are special kinds of another.
  public var name: String {
    switch self {
    case .heldUp: "underParallel"
    case .fewAtOnce(_, _, let seen): seen <= 1 ? "sequential" : "underParallel"
    case .threadEach, .tooManyThreads: "unbounded"
    case .miscountedCallback: "overlappingCallback"
    case .lostCount, .unguarded: "lostUpdate"
    case .busyMeanwhile, .livelock: "busyWait"
    case .workUnderLock: "workInsideLock"
    case .standstill, .tasksStuck: "deadlock"
    case .overtaken, .servedOutOfTurn, .misplaced: "orderLost"
    case .permitGone: "permitLost"
    case .turnedAway: "missedWork"
    case .goesOn: "ignoresCancellation"
    case .threadsForTasks: "blocksPool"
    case .lockKept, .stuckAfterFailure: "lockLeft"
    case .outrun: "returnsEarly"
    default: Mirror(reflecting: self).children.first?.label ?? "\(self)"
    }
  }

  /// The evidence as an object that any report can carry.
  public var evidence: Value {
    guard let payload = Mirror(reflecting: self).children.first?.value else { return .null }
    let members = Mirror(reflecting: payload).children.compactMap { child in
      child.label.map { ($0, Self.value(child.value)) }
    }
    return .object(Dictionary(uniqueKeysWithValues: members))
  }

  /// Whether it shows in where the threads are.
  public var isOfThreads: Bool {
    switch self {
    case .deadlock, .lockLeft, .pipeDeadlock, .blocksPool, .timedOut, .leaksThreads, .busyWait,
      .busyMeanwhile, .sequential, .underParallel, .heldUp, .workInsideLock, .unbounded,
      .returnsEarly, .outOfMemory, .floodedOutput, .overlappingCallback:
      true
    default: false
    }
  }

  /// The order of steps in which it was seen, if the judge chose one.
  public var history: History? { part() }

  /// What was measured, if it is about time.
  public var measurement: Measurement? { part() }

  private func part<Part>() -> Part? {
    guard let payload = Mirror(reflecting: self).children.first?.value else { return nil }
    return Mirror(reflecting: payload).children.lazy.compactMap { $0.value as? Part }.first
  }

  private static func value(_ part: Any) -> Value {
    guard let part = part as? any Encodable else { return .string("\(part)") }
    return (try? Value(encoding: part)) ?? .string("\(part)")
  }
}
