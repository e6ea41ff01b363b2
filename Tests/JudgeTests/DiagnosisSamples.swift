import Interleaving
public import Testing

@testable public import Judge

extension Diagnosis {
  /// One of each case.
  static let samples: [Diagnosis] = [
    .wrongResult(call: "double([1, 2])", expected: "[2, 4]", actual: "[2, 5]"),
    .orderLost(call: "double([1, 2])", expected: "[2, 4]", actual: "[4, 2]"),
    .lostUpdate(call: "primes(upTo: 9)", count: 2, first: [5, 7]),
    .repeatedWork(call: "primes(upTo: 9)", work: "isPrime", count: 1, first: ["5"]),
    .missedWork(call: "primes(upTo: 9)", work: "isPrime", count: 2, first: ["8", "9"]),
    .errorSpreads(
      failed: "/bad", fault: "status 404", item: "/good", expected: "a page", actual: "an error"),
    .errorSwallowed(
      failed: "/bad", fault: "status 404", expected: "an error", actual: "an empty page"),
    .sequential(work: "fetch", asked: 4, seen: 1, threads: 2),
    .underParallel(work: "fetch", asked: 4, seen: 2, queue: "com.apple.root.default-qos"),
    .heldUp(work: "fetch", asked: 4, stuck: 3, items: 12),
    .workInsideLock(work: "fetch", asked: 4, seen: 1, sleepers: 3),
    .unbounded(work: "fetch", asked: 4, seen: 6),
    .threadEach(work: "fetch", asked: 4, threads: 12, items: 12),
    .tooManyThreads(call: "count(into: c)", threads: 64),
    .unevenWork(call: "primes(upTo: 9)", workers: 2, item: "6", percent: 71, fairPercent: 50),
    .returnsEarly(call: "download(8 URLs)", work: "fetch", item: "/7"),
    .overlappingCallback(callback: "progress", atOnce: 2, calls: ["1 of 8", "2 of 8"]),
    .miscountedCallback(callback: "progress", expected: ["1", "2"], calls: ["1", "1"]),
    .busyWait(work: "fetch", held: 4, cpuMilliseconds: 1730),
    .busyMeanwhile(call: "count(into: c)", meanwhile: "a thread was stopped", cpuMilliseconds: 800),
    .lostCount(call: "count(into: c)", expected: 4, actual: 3, history: .sample),
    .unguarded(
      call: "count(into: c)",
      history: History(
        columns: History.sample.columns, rows: History.sample.rows, schedules: 3, token: "e30=",
        marks: [2, 3])),
    .checkThenAct(call: "count(into: c)", expected: "4", actual: "3", history: .sample),
    .standstill(call: "count(into: c)", waits: ["Thread 1 waits for lock 2"], history: .sample),
    .lockKept(call: "count(into: c)", lock: 1, thread: "thread 1", history: .sample),
    .workUnderLock(
      call: "map", lock: 2, thread: "thread 1",
      history: History(columns: [], rows: [], schedules: 1, token: "", marks: [3, 4])),
    .stuckAfterFailure(
      call: "map", fault: "an error", waits: ["Thread 1 waits for lock 2"], history: .sample),
    .livelock(call: "map", steps: 2000, history: .sample),
    .outrun(call: "count(into: c)", late: 2, history: .sample),
    .leaksThreads(call: "primes(upTo: 9)", calls: 9, before: 1, after: 33),
    .deadlock(doing: "download(8 URLs)", threads: 5, milliseconds: 3000, byThen: ""),
    .lockLeft(doing: "download(8 URLs)", fault: "status 404", threads: 5, byThen: ""),
    .timedOut(doing: "download(8 URLs)", milliseconds: 12_000, cpuMilliseconds: 9, running: 0),
    .tooSlow(
      work: "isPrime",
      measurement: Measurement(
        Array(repeating: Round(before: 1.9, student: 1.01, after: 1.88), count: 6),
        by: SpeedupRule(workers: 2))),
    .fewAtOnce(what: "operations", asked: 4, seen: 1),
    .tasksStuck(call: "gather(3 operations)", waiting: ["the caller"], history: .sample),
    .misplaced(call: "gather(2)", expected: "[1, 2]", actual: "[2, 1]", history: .sample),
    .overtaken(call: "3 tasks", first: "task 1", second: "task 2", history: .sample),
    .servedOutOfTurn(call: "3 tasks", expected: "1, 2, 3", actual: "1, 3, 2"),
    .permitLost(call: "3 tasks", after: "an operation had failed", waiting: "task 2"),
    .permitGone(
      call: "3 tasks", after: "task 2 was cancelled", waiting: ["task 3"], history: .sample),
    .turnedAway(
      call: "3 tasks", task: "task 3", actual: "the error CancellationError", history: .sample),
    .ignoresCancellation(
      call: "gather(3 operations)", after: "a failure", what: "operation 2 was not cancelled"),
    .goesOn(call: "gather(3 operations)", what: "not all were cancelled", history: .sample),
    .blocksPool(doing: "gather(3 operations)", threads: 2),
    .threadsForTasks(work: "operation", held: 500, threads: 504, fair: 6),
    .tooManyProcesses(call: "mapInProcesses(9 lines)", asked: 2, started: 9, kind: ""),
    .pipeDeadlock(doing: "mapInProcesses(9 lines)", pipe: "standard output", bytes: 9),
    .leaksProcesses(call: "mapInProcesses(9 lines)", running: 1, unawaited: 2),
    .leaksDescriptors(calls: 9, before: 12, after: 44),
    .crashed(
      doing: "primes(upTo: 9)", signal: 5, printed: "Fatal error: Index out of range\n",
      place: "PrimeFinder.swift:12: `flags[number] = true`"),
    .exited(doing: "primes(upTo: 9)", status: 3),
    .outOfMemory(doing: "primes(upTo: 9)", bytes: 1600 << 20, limit: 1536 << 20, threads: 3),
    .floodedOutput(doing: "primes(upTo: 9)", printed: "2\n2\n", bytes: 17 << 20, limit: 16 << 20),
    .closedPipe(doing: "primes(upTo: 9)", isRunning: true),
    .forgedMessage(doing: "primes(upTo: 9)", text: "\"hello\"", bytes: 5),
  ]

  /// The name of the case itself.
  ///
  /// A new case doesn't compile here; give it a sample above, too.
  var caseName: String {
    switch self {
    case .wrongResult: "wrongResult"
    case .orderLost: "orderLost"
    case .lostUpdate: "lostUpdate"
    case .repeatedWork: "repeatedWork"
    case .missedWork: "missedWork"
    case .errorSpreads: "errorSpreads"
    case .errorSwallowed: "errorSwallowed"
    case .sequential: "sequential"
    case .underParallel: "underParallel"
    case .heldUp: "heldUp"
    case .workInsideLock: "workInsideLock"
    case .unbounded: "unbounded"
    case .threadEach: "threadEach"
    case .tooManyThreads: "tooManyThreads"
    case .unevenWork: "unevenWork"
    case .returnsEarly: "returnsEarly"
    case .overlappingCallback: "overlappingCallback"
    case .miscountedCallback: "miscountedCallback"
    case .busyWait: "busyWait"
    case .busyMeanwhile: "busyMeanwhile"
    case .lostCount: "lostCount"
    case .unguarded: "unguarded"
    case .checkThenAct: "checkThenAct"
    case .standstill: "standstill"
    case .lockKept: "lockKept"
    case .workUnderLock: "workUnderLock"
    case .stuckAfterFailure: "stuckAfterFailure"
    case .livelock: "livelock"
    case .outrun: "outrun"
    case .leaksThreads: "leaksThreads"
    case .deadlock: "deadlock"
    case .lockLeft: "lockLeft"
    case .timedOut: "timedOut"
    case .tooSlow: "tooSlow"
    case .fewAtOnce: "fewAtOnce"
    case .tasksStuck: "tasksStuck"
    case .misplaced: "misplaced"
    case .overtaken: "overtaken"
    case .servedOutOfTurn: "servedOutOfTurn"
    case .permitLost: "permitLost"
    case .permitGone: "permitGone"
    case .turnedAway: "turnedAway"
    case .ignoresCancellation: "ignoresCancellation"
    case .goesOn: "goesOn"
    case .blocksPool: "blocksPool"
    case .threadsForTasks: "threadsForTasks"
    case .tooManyProcesses: "tooManyProcesses"
    case .pipeDeadlock: "pipeDeadlock"
    case .leaksProcesses: "leaksProcesses"
    case .leaksDescriptors: "leaksDescriptors"
    case .crashed: "crashed"
    case .exited: "exited"
    case .outOfMemory: "outOfMemory"
    case .floodedOutput: "floodedOutput"
    case .closedPipe: "closedPipe"
    case .forgedMessage: "forgedMessage"
    }
  }
}

extension Diagnosis: CustomTestStringConvertible {
  /// The name of the case, so that a failing test's line stays short.
  public var testDescription: String { caseName }
}

extension History {
  /// Two threads read the same value and write over it.
  static let sample: History = {
    var trace = Trace()
    let both = ThreadSet(bits: 0b110)
    for (thread, kind) in [(1, Step.Kind.read), (2, .read), (1, .write), (2, .write)] {
      trace.entries.append(
        Trace.Entry(thread: thread, step: Step(kind, 1), enabled: both, asleep: ThreadSet()))
    }
    return History(trace, schedules: 3, token: "dG9rZW4=")
  }()
}
