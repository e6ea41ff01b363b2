import Interleaving
public import Testing

@testable public import Judge

extension Diagnosis {
  /// One of each case; a test says which has none.
  static let samples: [Diagnosis] = [
    .results(.wrongResult(call: "double([1, 2])", expected: "[2, 4]", actual: "[2, 5]")),
    .results(.orderLost(call: "double([1, 2])", expected: "[2, 4]", actual: "[4, 2]")),
    .results(.lostUpdate(call: "primes(upTo: 9)", count: 2, first: [5, 7])),
    .results(.repeatedWork(call: "primes(upTo: 9)", work: "isPrime", count: 1, first: ["5"])),
    .results(.missedWork(call: "primes(upTo: 9)", work: "isPrime", count: 2, first: ["8", "9"])),
    .results(
      .wrongAnswer(
        call: "tool(for: 1)", expected: ".threads", actual: ".plainLoop",
        others: "Of 9 jobs, 2 wrongly got .plainLoop: all that wait, and no others.")),
    .results(
      .heldBack(
        call: "map of 1 input, and meanwhile of []", expected: "[] for [] at once",
        meanwhile: "the pool's thread had work to do")),
    .results(
      .addedTooOften(
        call: "count(into: c)", count: 2, threads: ["thread 1", "thread 2"], times: [1, 3],
        places: ["SafeCounter.swift:9 (`counter.value += 1`)"])),
    .results(
      .addedUnevenly(
        call: "count(into: c)", each: 3, threads: ["thread 1", "thread 2"], times: [2, 2],
        places: ["SafeCounter.swift:9 (`counter.value += 1`)"])),
    .failures(
      .errorSpreads(
        failed: "/bad", fault: "status 404", item: "/good", expected: "a page", actual: "an error")),
    .failures(
      .errorSwallowed(
        failed: "/bad", fault: "status 404", expected: "an error", actual: "an empty page")),
    .crowds(.sequential(work: "fetch", asked: 4, seen: 1, threads: 2)),
    .crowds(.underParallel(work: "fetch", asked: 4, seen: 2, queue: "com.apple.root.default-qos")),
    .crowds(.heldUp(work: "fetch", asked: 4, stuck: 3, items: 12)),
    .crowds(
      .fewThreads(call: "count(into: c)", asked: 4, started: 4, atOnce: 2, history: .sample)),
    .crowds(.workInsideLock(work: "fetch", asked: 4, seen: 1, sleepers: 3)),
    .excess(.unbounded(work: "fetch", asked: 4, seen: 6)),
    .excess(.threadEach(work: "fetch", asked: 4, threads: 12, items: 12)),
    .excess(.tooManyThreads(call: "count(into: c)", threads: 64)),
    .crowds(
      .unevenWork(call: "primes(upTo: 9)", workers: 2, item: "6", percent: 71, fairPercent: 50)),
    .returns(.returnsEarly(call: "download(8 URLs)", work: "fetch", item: "/7")),
    .returns(.overlappingCallback(callback: "progress", atOnce: 2, calls: ["1 of 8", "2 of 8"])),
    .returns(.miscountedCallback(callback: "progress", expected: ["1", "2"], calls: ["1", "1"])),
    .waiting(.busyWait(work: "fetch", held: 4, cpuMilliseconds: 1730, milliseconds: 2000)),
    .waiting(
      .busyMeanwhile(
        call: "count(into: c)", meanwhile: "a thread was stopped", cpuMilliseconds: 800,
        milliseconds: 2000)),
    .histories(.lostCount(call: "count(into: c)", expected: 4, actual: 3, history: .sample)),
    .histories(.unguarded(call: "count(into: c)", history: .race)),
    .histories(
      .dataRace(
        call: "count(into: c)", accesses: History.dataRace.accesses, history: .dataRace)),
    .histories(.checkThenAct(call: "count(into: c)", expected: "4", actual: "3", history: .sample)),
    .lockHistories(
      .deadlockInSchedule(
        call: "count(into: c)", waits: ["Thread 1 waits for \(ObjectID(.lock, 2))"], history: .cycle
      )),
    .lockHistories(
      .lockKept(call: "count(into: c)", lock: 1, thread: "thread 1", history: .keptLock)),
    .lockHistories(
      .workUnderLock(call: "map", lock: 1, thread: "thread 1", history: .workUnderLock)),
    .lockHistories(
      .stuckAfterFailure(
        call: "map", fault: "an error", waits: ["Thread 1 waits for \(ObjectID(.lock, 2))"],
        history: .sample)),
    .lockHistories(.livelock(call: "map", steps: 2000, history: .spinning)),
    .histories(.earlyReturn(call: "count(into: c)", late: 2, history: .late)),
    .returns(.leaksThreads(call: "primes(upTo: 9)", calls: 9, before: 1, after: 33)),
    .waiting(.deadlock(doing: "download(8 URLs)", threads: 5, milliseconds: 3000, byThen: "")),
    .waiting(.lockLeft(doing: "download(8 URLs)", fault: "status 404", threads: 5, byThen: "")),
    .waiting(
      .timedOut(doing: "download(8 URLs)", milliseconds: 12_000, cpuMilliseconds: 9, running: 0)),
    .waiting(.tooSlow(work: "isPrime", measurement: .sample)),
    .tasks(.fewAtOnce(what: "operations", asked: 4, seen: 1)),
    .jobOrders(.tasksStuck(call: "gather(3 operations)", waiting: ["the caller"], history: .tasks)),
    .jobOrders(
      .misplaced(call: "gather(2)", expected: "[1, 2]", actual: "[2, 1]", history: .tasks)),
    .jobOrders(.overtaken(call: "3 tasks", first: "task 1", second: "task 2", history: .tasks)),
    .tasks(.servedOutOfTurn(call: "3 tasks", expected: "1, 2, 3", actual: "1, 3, 2")),
    .tasks(
      .resumedTwice(
        call: "3 tasks", first: "AsyncSemaphore.swift:40: `next.resume()`",
        second: "AsyncSemaphore.swift:57: `line.removeFirst().resume()`")),
    .tasks(.permitLost(call: "3 tasks", after: "an operation had failed", waiting: "task 2")),
    .jobOrders(
      .permitGone(
        call: "3 tasks", after: "task 2 was cancelled", waiting: ["task 3"], history: .tasks)),
    .jobOrders(
      .turnedAway(
        call: "3 tasks", task: "task 3", actual: "the error CancellationError", history: .tasks)),
    .tasks(
      .ignoresCancellation(
        call: "gather(3 operations)", after: "a failure", what: "operation 2 was not cancelled")),
    .jobOrders(
      .goesOn(call: "gather(3 operations)", what: "not all were cancelled", history: .tasks)),
    .tasks(.blocksPool(doing: "gather(3 operations)", threads: 2)),
    .tasks(.threadsForTasks(work: "operation", held: 500, threads: 504, fair: 6)),
    .processes(.tooManyProcesses(call: "mapInProcesses(9 lines)", asked: 2, started: 9, kind: "")),
    .processes(.pipeDeadlock(doing: "mapInProcesses(9 lines)", pipe: "standard output", bytes: 9)),
    .processes(.leaksProcesses(call: "mapInProcesses(9 lines)", running: 1, unawaited: 2)),
    .processes(.leaksDescriptors(calls: 9, before: 12, after: 44)),
    .ends(
      .crashed(
        doing: "primes(upTo: 9)", signal: 5, printed: "Fatal error: Index out of range\n",
        place: "PrimeFinder.swift:12: `flags[number] = true`")),
    .ends(.exited(doing: "primes(upTo: 9)", status: 3)),
    .ends(.outOfMemory(doing: "primes(upTo: 9)", bytes: 1600 << 20, limit: 1536 << 20, threads: 3)),
    .ends(
      .floodedOutput(doing: "primes(upTo: 9)", printed: "2\n2\n", bytes: 17 << 20, limit: 16 << 20)),
    .ends(.closedPipe(doing: "primes(upTo: 9)", isRunning: true)),
    .ends(.forgedMessage(doing: "primes(upTo: 9)", text: "\"hello\"", bytes: 5)),
  ]

  /// What else the words depend on, by the names of the golden files.
  static let variants: [String: Diagnosis] = [
    "lostUpdate-one": .results(.lostUpdate(call: "primes(upTo: 9)", count: 1, first: [7])),
    "lostUpdate-many": .results(
      .lostUpdate(call: "primes(upTo: 99)", count: 12, first: [2, 3, 5, 7, 11, 13])),
    "lostUpdate-additions": .results(.lostUpdate(call: "count(into: c)", count: 7, first: [])),
    "lostCount-twoLocks": .histories(
      .lostCount(call: "count(into: c)", expected: 2, actual: 1, history: .twoLocks)),
    "lostCount-noLock": .histories(
      .lostCount(call: "count(into: c)", expected: 2, actual: 1, history: .noLock)),
    "unguarded-nothingMarked": .histories(.unguarded(call: "map", history: .sample)),
    "checkThenAct-oldValue": .histories(
      .checkThenAct(call: "map(2)", expected: "2", actual: "3", history: .oldValue)),
    "checkThenAct-sameWork": .histories(
      .checkThenAct(call: "map(2)", expected: "2", actual: "3 pieces of work", history: .sameWork)),
    "dataRace-tasks": .histories(
      .dataRace(
        call: "gather(2)", accesses: History.tasksRace.accesses, history: .tasksRace)),
    "resumedTwice-sameLine": .tasks(
      .resumedTwice(
        call: "3 tasks", first: "AsyncSemaphore.swift:40: `next.resume()`",
        second: "AsyncSemaphore.swift:40: `next.resume()`")),
    "resumedTwice-nowhere": .tasks(.resumedTwice(call: "3 tasks", first: "", second: "")),
    "checkThenAct-tasks": .histories(
      .checkThenAct(call: "3 tasks", expected: "2", actual: "3 at once", history: .tasks)),
    "deadlockInSchedule-nameless": .lockHistories(
      .deadlockInSchedule(
        call: "map",
        waits: ["Thread 1 waits for \(ObjectID(.lock, 2))", "Thread 2 waits for lock 1"],
        history: .namelessCycle)),
    "deadlockInSchedule-lostSignal": .lockHistories(
      .deadlockInSchedule(
        call: "map",
        waits: ["The caller sleeps on \(ObjectID(.condition, 1)) until somebody wakes it"],
        history: .lostSignal)),
    "stuckAfterFailure-named": .lockHistories(
      .stuckAfterFailure(
        call: "map", fault: "input 4 failed", waits: ["Thread 1 waits for \(ObjectID(.lock, 2))"],
        history: .cycle)
    ),
    "earlyReturn-one": .histories(.earlyReturn(call: "count(into: c)", late: 1, history: .sample)),
    "repeatedWork-additions": .results(
      .repeatedWork(call: "count(into: c)", work: "+= 1", count: 3, first: [])),
    "repeatedWork-twoLines": .results(
      .repeatedWork(
        call: "runTogether(1 task)", work: "task", count: 1, first: ["1"],
        how: Repetition(
          times: [2],
          places: ["BasicThreads.swift:9 (`spawn(task)`)", "BasicThreads.swift:12 (`task()`)"],
          threads: 2))),
    "repeatedWork-eachByThreads": .results(
      .repeatedWork(
        call: "download(9 URLs)", work: "fetch", count: 9, first: ["/1", "/2"],
        how: Repetition(
          times: [4, 4], places: ["URLDownloader.swift:9 (`try fetch(url)`)"], threads: 4))),
    "repeatedWork-sameThread": .results(
      .repeatedWork(
        call: "download(9 URLs)", work: "fetch", count: 2, first: ["/1", "/2"],
        how: Repetition(
          times: [3, 2], places: ["URLDownloader.swift:9 (`try fetch(url)`)"], threads: 1))),
    "repeatedWork-process": .results(
      .repeatedWork(
        call: "mapInProcesses(9 lines)", work: "program", count: 1, first: ["\"one\""],
        how: Repetition(times: [2], threads: 1))),
    "orderLost-asEnded": .results(
      .orderLost(
        call: "map", expected: "1 at place 0", actual: "2", came: [2, 1], ended: [2, 1])),
    "orderLost-otherwise": .results(
      .orderLost(
        call: "map", expected: "1 at place 0", actual: "3", came: [3, 1, 2], ended: [2, 1, 3])),
    "missedWork-nothingStarted": .results(
      .missedWork(
        call: "mapInProcesses(9 lines)", work: "program", count: 9, first: ["\"one\""],
        atReturn: AtReturn(result: "9 results"))),
    "missedWork-some": .results(
      .missedWork(
        call: "primes(upTo: 9)", work: "isPrime", count: 2, first: ["8", "9"],
        atReturn: AtReturn(begun: 6, ended: 6, result: "4 values", teams: [.joined]))),
    "returnsEarly-someJoined": .returns(
      .returnsEarly(
        call: "download(8 URLs)", work: "fetch", item: "/7",
        atReturn: AtReturn(
          begun: 8, ended: 7, result: "8 results", teams: [.oneJoined], lastWait: ""))),
    "returnsEarly-noneJoined": .returns(
      .returnsEarly(
        call: "download(8 URLs)", work: "fetch", item: "/7",
        atReturn: AtReturn(
          begun: 8, ended: 6, teams: [.noneJoined],
          lastWait: "URLDownloader.swift:31 (`done.wait()`)"))),
    "returnsEarly-tasks": .returns(
      .returnsEarly(
        call: "download(8 URLs)", work: "fetch", item: "/7",
        atReturn: AtReturn(begun: 8, ended: 7, result: "8 results", teams: [.tasks]))),
    "underParallel-teams": .crowds(
      .underParallel(work: "fetch", asked: 4, seen: 2, queue: "", teams: [.noneJoined])),
    "fewThreads-some": .crowds(
      .fewThreads(call: "count(into: c)", asked: 4, started: 2, atOnce: 2, history: .sample)),
    "heldUp-named": .crowds(
      .heldUp(
        work: "fetch", asked: 4, stuck: 8, items: 12, held: "\"/1\"", left: ["\"/5\"", "\"/6\""],
        teams: [.tasks])),
    "fewAtOnce-teams": .tasks(
      .fewAtOnce(what: "operations", asked: 4, seen: 2, teams: [.tasks])),
    "unbounded-first": .excess(
      .unbounded(
        work: "fetch", asked: 4, seen: 6,
        over: Overflow(
          item: "/6", place: "URLDownloader.swift:9 (`try fetch(url)`)", ended: 2,
          last: "/4, which failed (status 404)"), teams: [.tasks])),
    "unbounded-atOnce": .excess(
      .unbounded(
        work: "fetch", asked: 1, seen: 2,
        over: Overflow(item: "/2", place: "", ended: 0, last: ""))),
    "unbounded-afterOne": .excess(
      .unbounded(
        work: "fetch", asked: 1, seen: 2,
        over: Overflow(item: "/3", place: "", ended: 1, last: "/1"))),
    "tooManyThreads-line": .excess(
      .tooManyThreads(
        call: "runTogether(1 task)", threads: 2000,
        startedAt: "BasicThreads.swift:9: `spawn(task)`")),
    "deadlock-holderEnded": .waiting(
      .deadlock(
        doing: "map", threads: 2, milliseconds: 0, byThen: "",
        stuck: [
          StuckThread(
            thread: 1, holder: 2, waitsAt: "ThreadPool.swift:12 (`jobs.lock()`)",
            takenAt: "ThreadPool.swift:9 (`jobs.lock()`)", holderHasEnded: true)
        ])),
    "pipeDeadlock-first": .processes(
      .pipeDeadlock(
        doing: "map", pipe: "standard error", bytes: 60_000, before: 0, lines: 1)),
    "pipeDeadlock-later": .processes(
      .pipeDeadlock(
        doing: "map", pipe: "standard error", bytes: 60_000, before: 1_020_000, lines: 18)),
    "leaksDescriptors-pipes": .processes(
      .leaksDescriptors(calls: 13, before: 7, after: 31, left: ["24 reading ends of pipes"])),
    "orderLost-orderAlone": .results(
      .orderLost(call: "map", expected: "1 at place 0", actual: "3", came: [3, 1, 2])),
    "sequential-teams": .crowds(
      .sequential(work: "fetch", asked: 4, seen: 1, threads: 0, teams: [.joined])),
    "ignoresCancellation-untold": .tasks(
      .ignoresCancellation(
        call: "gather(3 operations)", after: "operation 2 had failed",
        what: "2 calls of `operation`, on 0, 1, learned of no cancellation", isTold: false,
        teams: [Team(startedAt: "TaskGather.swift:9 (`Task {`)", areTasks: true, started: 2)])),
    "exited-line": .ends(
      .exited(
        doing: "map", status: 0, place: "ThreadPool.swift:12: `exit(0)`",
        byThen: " By then 3 calls of `transform` had begun, 2 had ended.")),
    "closedPipe-line": .ends(
      .closedPipe(
        doing: "map", isRunning: true, descriptor: 3, place: "ThreadPool.swift:12: `close(3)`")),
    "repeatedWork-once": .results(
      .repeatedWork(call: "count(into: c)", work: "+= 1", count: 1, first: [])),
    "repeatedWork-lines": .results(
      .repeatedWork(
        call: "mapInProcesses(9 lines)", work: "program", count: 1, first: ["\"one\""])),
    "missedWork-additions": .results(
      .missedWork(call: "count(into: c)", work: "+= 1", count: 3, first: [])),
    "missedWork-once": .results(
      .missedWork(call: "count(into: c)", work: "+= 1", count: 1, first: [])),
    "missedWork-lines": .results(
      .missedWork(call: "mapInProcesses(9 lines)", work: "program", count: 1, first: ["\"one\""])),
    "sequential-alone": .crowds(.sequential(work: "fetch", asked: 4, seen: 1, threads: 0)),
    "sequential-oneSleeper": .crowds(.sequential(work: "program", asked: 4, seen: 1, threads: 1)),
    "underParallel-one": .crowds(.underParallel(work: "fetch", asked: 4, seen: 1, queue: "")),
    "underParallel-tasks": .crowds(
      .underParallel(work: "fetch", asked: 4, seen: 2, queue: "Swift tasks")),
    "heldUp-one": .crowds(.heldUp(work: "fetch", asked: 4, stuck: 1, items: 12)),
    "workInsideLock-two": .crowds(.workInsideLock(work: "fetch", asked: 4, seen: 2, sleepers: 1)),
    "fewAtOnce-some": .tasks(.fewAtOnce(what: "operations", asked: 4, seen: 2)),
    "unbounded-one": .excess(.unbounded(work: "fetch", asked: 1, seen: 2)),
    "unbounded-none": .excess(.unbounded(work: "program", asked: 1, seen: 1)),
    "unevenWork-three": .crowds(
      .unevenWork(call: "primes(upTo: 9)", workers: 3, item: "6", percent: 71, fairPercent: 33)),
    "returnsEarly-onceBefore": .returns(
      .returnsEarly(call: "map", work: "transform", item: "7", waitedBefore: 1)),
    "returnsEarly-twiceBefore": .returns(
      .returnsEarly(call: "mapInProcesses(9 lines)", work: "program", item: "7", waitedBefore: 2)),
    "miscountedCallback-tooFew": .returns(
      .miscountedCallback(callback: "progress", expected: ["1", "2"], calls: ["1"])),
    "overlappingCallback-noCalls": .returns(
      .overlappingCallback(callback: "progress", atOnce: 3, calls: [])),
    "busyWait-one": .waiting(
      .busyWait(work: "fetch", held: 1, cpuMilliseconds: 900, milliseconds: 2000)),
    "deadlock-byThen": .waiting(
      .deadlock(
        doing: "map", threads: 5, milliseconds: 3000, byThen: " By then 3 calls had begun.")),
    "deadlock-known": .waiting(
      .deadlock(
        doing: "map", threads: 2, milliseconds: 0, byThen: " By then 3 calls had begun.",
        stuck: [
          StuckThread(
            thread: 1, holder: 2, waitsAt: "ThreadPool.swift:12 (`jobs.lock()`)",
            takenAt: "ThreadPool.swift:30 (`jobs.withLock {`)"),
          StuckThread(thread: 2, holder: 1, waitsAt: "", takenAt: ""),
        ])),
    "lockLeft-taken": .waiting(
      .lockLeft(
        doing: "map", fault: "an error", threads: 2, byThen: "",
        stuck: [
          StuckThread(
            thread: 1, holder: 1, waitsAt: "ThreadPool.swift:12 (`jobs.lock()`)",
            takenAt: "ThreadPool.swift:9 (`jobs.lock()`)")
        ])),
    "lockLeft-byThen": .waiting(
      .lockLeft(
        doing: "map", fault: "an error", threads: 5, byThen: " By then 3 calls had begun.")),
    "timedOut-one": .waiting(
      .timedOut(doing: "map", milliseconds: 12_000, cpuMilliseconds: 14_000, running: 1)),
    "timedOut-two": .waiting(
      .timedOut(doing: "map", milliseconds: 12_000, cpuMilliseconds: 11_000, running: 2)),
    "tooSlow-nothingCounted": .waiting(
      .tooSlow(work: "isPrime", measurement: Measurement([], by: SpeedupRule(workers: 2)))),
    "tasksStuck-three": .jobOrders(
      .tasksStuck(call: "3 tasks", waiting: ["task 1", "task 2", "task 3"], history: .tasks)),
    "blocksPool-one": .tasks(.blocksPool(doing: "gather(3 operations)", threads: 1)),
    "tooManyProcesses-other": .processes(
      .tooManyProcesses(
        call: "mapInProcesses(9 lines)", asked: 0, started: 1, kind: " that isn't the program")),
    "tooManyProcesses-one": .processes(
      .tooManyProcesses(call: "mapInProcesses(9 lines)", asked: 1, started: 2, kind: "")),
    "pipeDeadlock-one": .processes(.pipeDeadlock(doing: "map", pipe: "standard error", bytes: 1)),
    "leaksProcesses-running": .processes(.leaksProcesses(call: "map", running: 2, unawaited: 0)),
    "leaksProcesses-unawaited": .processes(.leaksProcesses(call: "map", running: 0, unawaited: 1)),
    "crashed-nowhere": .ends(.crashed(doing: "map", signal: 11, printed: " \n", place: "")),
    "crashed-otherSignal": .ends(
      .crashed(
        doing: "map", signal: 9, printed: String(repeating: "a", count: 500) + "z", place: "")),
    "outOfMemory-threads": .ends(
      .outOfMemory(doing: "map", bytes: 1600 << 20, limit: 1536 << 20, threads: 12)),
    "floodedOutput-nothing": .ends(
      .floodedOutput(doing: "map", printed: "", bytes: 17 << 20, limit: 16 << 20)),
    "closedPipe-over": .ends(.closedPipe(doing: "map", isRunning: false)),
  ]

  /// The name of the case itself.
  var caseName: String { (try? encoded().caseName) ?? "a case that can't be encoded" }
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

extension Team {
  private static func four(joined: Int, at line: String = "") -> Team {
    Team(
      startedAt: "URLDownloader.swift:25 (`spawn {`)", started: 4, joinable: 4, joined: joined,
      ended: 3, joinedAt: line)
  }

  fileprivate static let noneJoined = four(joined: 0)
  fileprivate static let oneJoined = four(
    joined: 1, at: "URLDownloader.swift:31 (`team[0].join()`)")
  fileprivate static let joined = four(
    joined: 4, at: "URLDownloader.swift:31 (`for thread in team { thread.join() }`)")
  fileprivate static let tasks = Team(
    startedAt: "AsyncDownloader.swift:12 (`group.addTask {`)", areTasks: true, started: 4)
}
