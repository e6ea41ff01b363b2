import Interleaving
import Testing

@testable import Judge

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
    .unguarded(call: "count(into: c)", history: .collision),
    .checkThenAct(call: "count(into: c)", expected: "4", actual: "3", history: .sample),
    .standstill(call: "count(into: c)", waits: ["Thread 1 waits for lock 2"], history: .cycle),
    .lockKept(call: "count(into: c)", lock: 1, thread: "thread 1", history: .keptLock),
    .workUnderLock(call: "map", lock: 1, thread: "thread 1", history: .workUnderLock),
    .stuckAfterFailure(
      call: "map", fault: "an error", waits: ["Thread 1 waits for lock 2"], history: .sample),
    .livelock(call: "map", steps: 2000, history: .spinning),
    .outrun(call: "count(into: c)", late: 2, history: .late),
    .leaksThreads(call: "primes(upTo: 9)", calls: 9, before: 1, after: 33),
    .deadlock(doing: "download(8 URLs)", threads: 5, milliseconds: 3000, byThen: ""),
    .lockLeft(doing: "download(8 URLs)", fault: "status 404", threads: 5, byThen: ""),
    .timedOut(doing: "download(8 URLs)", milliseconds: 12_000, cpuMilliseconds: 9, running: 0),
    .tooSlow(work: "isPrime", measurement: .sample),
    .fewAtOnce(what: "operations", asked: 4, seen: 1),
    .tasksStuck(call: "gather(3 operations)", waiting: ["the caller"], history: .tasks),
    .misplaced(call: "gather(2)", expected: "[1, 2]", actual: "[2, 1]", history: .tasks),
    .overtaken(call: "3 tasks", first: "task 1", second: "task 2", history: .tasks),
    .servedOutOfTurn(call: "3 tasks", expected: "1, 2, 3", actual: "1, 3, 2"),
    .permitLost(call: "3 tasks", after: "an operation had failed", waiting: "task 2"),
    .permitGone(
      call: "3 tasks", after: "task 2 was cancelled", waiting: ["task 3"], history: .tasks),
    .turnedAway(
      call: "3 tasks", task: "task 3", actual: "the error CancellationError", history: .tasks),
    .ignoresCancellation(
      call: "gather(3 operations)", after: "a failure", what: "operation 2 was not cancelled"),
    .goesOn(call: "gather(3 operations)", what: "not all were cancelled", history: .tasks),
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

  /// What else the words depend on, by the names of the golden files.
  static let variants: [String: Diagnosis] = [
    "lostUpdate-one": .lostUpdate(call: "primes(upTo: 9)", count: 1, first: [7]),
    "lostUpdate-many": .lostUpdate(
      call: "primes(upTo: 99)", count: 12, first: [2, 3, 5, 7, 11, 13]),
    "lostUpdate-additions": .lostUpdate(call: "count(into: c)", count: 7, first: []),
    "lostCount-twoLocks": .lostCount(
      call: "count(into: c)", expected: 2, actual: 1, history: .twoLocks),
    "lostCount-noLock": .lostCount(
      call: "count(into: c)", expected: 2, actual: 1, history: .noLock),
    "unguarded-nothingMarked": .unguarded(call: "map", history: .sample),
    "checkThenAct-oldValue": .checkThenAct(
      call: "map(2)", expected: "2", actual: "3", history: .oldValue),
    "checkThenAct-sameWork": .checkThenAct(
      call: "map(2)", expected: "2", actual: "3 pieces of work", history: .sameWork),
    "checkThenAct-tasks": .checkThenAct(
      call: "3 tasks", expected: "2", actual: "3 at once", history: .tasks),
    "standstill-nameless": .standstill(
      call: "map", waits: ["Thread 1 waits for lock 2", "Thread 2 waits for lock 1"],
      history: .namelessCycle),
    "standstill-lostSignal": .standstill(
      call: "map", waits: ["The caller sleeps on condition 1 until somebody wakes it"],
      history: .lostSignal),
    "stuckAfterFailure-named": .stuckAfterFailure(
      call: "map", fault: "input 4 failed", waits: ["Thread 1 waits for lock 2"], history: .cycle),
    "outrun-one": .outrun(call: "count(into: c)", late: 1, history: .sample),
    "repeatedWork-additions": .repeatedWork(
      call: "count(into: c)", work: "+= 1", count: 3, first: []),
    "repeatedWork-once": .repeatedWork(call: "count(into: c)", work: "+= 1", count: 1, first: []),
    "repeatedWork-lines": .repeatedWork(
      call: "mapInProcesses(9 lines)", work: "program", count: 1, first: ["\"one\""]),
    "missedWork-additions": .missedWork(
      call: "count(into: c)", work: "+= 1", count: 3, first: []),
    "missedWork-once": .missedWork(call: "count(into: c)", work: "+= 1", count: 1, first: []),
    "missedWork-lines": .missedWork(
      call: "mapInProcesses(9 lines)", work: "program", count: 1, first: ["\"one\""]),
    "sequential-alone": .sequential(work: "fetch", asked: 4, seen: 1, threads: 0),
    "sequential-oneSleeper": .sequential(work: "program", asked: 4, seen: 1, threads: 1),
    "underParallel-one": .underParallel(work: "fetch", asked: 4, seen: 1, queue: ""),
    "underParallel-tasks": .underParallel(work: "fetch", asked: 4, seen: 2, queue: "Swift tasks"),
    "heldUp-one": .heldUp(work: "fetch", asked: 4, stuck: 1, items: 12),
    "workInsideLock-two": .workInsideLock(work: "fetch", asked: 4, seen: 2, sleepers: 1),
    "fewAtOnce-some": .fewAtOnce(what: "operations", asked: 4, seen: 2),
    "unbounded-one": .unbounded(work: "fetch", asked: 1, seen: 2),
    "unbounded-none": .unbounded(work: "program", asked: 1, seen: 1),
    "unevenWork-three": .unevenWork(
      call: "primes(upTo: 9)", workers: 3, item: "6", percent: 71, fairPercent: 33),
    "returnsEarly-onceBefore": .returnsEarly(
      call: "map", work: "transform", item: "7", waitedBefore: 1),
    "returnsEarly-twiceBefore": .returnsEarly(
      call: "mapInProcesses(9 lines)", work: "program", item: "7", waitedBefore: 2),
    "miscountedCallback-tooFew": .miscountedCallback(
      callback: "progress", expected: ["1", "2"], calls: ["1"]),
    "overlappingCallback-noCalls": .overlappingCallback(
      callback: "progress", atOnce: 3, calls: []),
    "busyWait-one": .busyWait(work: "fetch", held: 1, cpuMilliseconds: 900),
    "deadlock-byThen": .deadlock(
      doing: "map", threads: 5, milliseconds: 3000, byThen: " By then 3 calls had begun."),
    "lockLeft-byThen": .lockLeft(
      doing: "map", fault: "an error", threads: 5, byThen: " By then 3 calls had begun."),
    "timedOut-one": .timedOut(
      doing: "map", milliseconds: 12_000, cpuMilliseconds: 14_000, running: 1),
    "timedOut-two": .timedOut(
      doing: "map", milliseconds: 12_000, cpuMilliseconds: 11_000, running: 2),
    "tooSlow-nothingCounted": .tooSlow(
      work: "isPrime", measurement: Measurement([], by: SpeedupRule(workers: 2))),
    "tasksStuck-three": .tasksStuck(
      call: "3 tasks", waiting: ["task 1", "task 2", "task 3"], history: .tasks),
    "blocksPool-one": .blocksPool(doing: "gather(3 operations)", threads: 1),
    "tooManyProcesses-other": .tooManyProcesses(
      call: "mapInProcesses(9 lines)", asked: 0, started: 1, kind: " that isn't the program"),
    "tooManyProcesses-one": .tooManyProcesses(
      call: "mapInProcesses(9 lines)", asked: 1, started: 2, kind: ""),
    "pipeDeadlock-one": .pipeDeadlock(doing: "map", pipe: "standard error", bytes: 1),
    "leaksProcesses-running": .leaksProcesses(call: "map", running: 2, unawaited: 0),
    "leaksProcesses-unawaited": .leaksProcesses(call: "map", running: 0, unawaited: 1),
    "crashed-nowhere": .crashed(doing: "map", signal: 11, printed: " \n", place: ""),
    "crashed-otherSignal": .crashed(
      doing: "map", signal: 9, printed: String(repeating: "a", count: 500) + "z", place: ""),
    "outOfMemory-threads": .outOfMemory(
      doing: "map", bytes: 1600 << 20, limit: 1536 << 20, threads: 12),
    "floodedOutput-nothing": .floodedOutput(
      doing: "map", printed: "", bytes: 17 << 20, limit: 16 << 20),
    "closedPipe-over": .closedPipe(doing: "map", isRunning: false),
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

extension Measurement {
  /// Hardly any speedup.
  static let sample = Measurement(
    Array(repeating: Round(before: 1.9, student: 1.01, after: 1.88), count: 6),
    by: SpeedupRule(workers: 2))
}
