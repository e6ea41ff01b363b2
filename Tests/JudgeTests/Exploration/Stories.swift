import Interleaving
import Wire

@testable import Judge

/// Runs of many kinds.
extension Story {
  static var all: [Story] { standstills + locks + oldValues + ends }

  private static let add = [Step(.read, 9), Step(.write, 9)]

  private static func under(_ lock: Int, _ steps: [Step]) -> [Step] {
    [Step(.lock, lock)] + steps + [Step(.unlock, lock)]
  }

  private static func crossing(_ one: Int, _ other: Int) -> [[Step]] {
    [[], [Step(.lock, one), Step(.lock, other)], [Step(.lock, other), Step(.lock, one)]]
  }

  // MARK: Nobody can go on

  private static var standstills: [Story] {
    [
      Story("a cycle", crossing(1, 2), [1, 2]),
      Story(
        "a cycle of named locks", crossing(1, 2), [1, 2],
        made: [1: "let left = Lock()", 2: "let right = Lock()"]),
      Story(
        "a cycle of locks of one name", crossing(1, 12), [1, 2],
        made: [1: "let fork = Lock()", 12: "let fork = Lock()"]),
      Story(
        "a cycle, one lock of which has a name", crossing(1, 11), [1, 2],
        made: [1: "return Lock()", 11: "self.door = Lock()"]),
      Story(
        "a cycle and one who waits for it", crossing(1, 2) + [[Step(.lock, 1)]], [1, 2],
        made: [1: "let left = Lock()", 2: ""]),
      Story("a thread that waits for itself", [[Step(.lock, 1), Step(.lock, 1)]]),
      Story(
        "a joined thread that waits for a permit", [[Step(.join, 1)], [Step(.take, 5)]],
        made: [5: "let permits = CountingSemaphore(0)"]),
      Story(
        "something that isn't the kit's",
        {
          var trace = Script(threads: [[Step(.lock, 1), Step(.lock, 2)], [Step(.lock, 2)]])
            .run(SchedulingStrategy(choices: [1]))
          trace.waiters.append(Trace.Waiter(thread: 2, step: nil))
          trace.end = .deadlock
          return trace
        }()),
      Story("an unasked waking", [wait, []], [0, 0, 0], made: [1: "let c = Condition()"]),
      Story("nobody wakes", [wait], made: [1: "let ended = Condition()"]),
      Story("woken too early", [wait, [Step(.broadcast, 1)]], [0, 1]),
      Story(
        "woken too early, after a look", [[Step(.read, 9)] + wait, [Step(.signal, 1)]], [0, 1],
        values: [0: "false"], made: [1: "let ended = Condition()", 9: "let isOver = Shared(false)"]),
      Story(
        "changed later",
        [
          [Step(.lock, 1), Step(.read, 9), Step(.sleep, 1)],
          under(1, [Step(.write, 9), Step(.write, 8)]),
        ],
        made: [1: "let door = Condition()", 8: "let left = Shared(0)", 9: "let left = Shared(0)"]),
      Story("asleep with a lock", [[Step(.lock, 2), Step(.lock, 1), Step(.sleep, 1)]]),
      Story("slept before another was woken", [wait, wait, [Step(.signal, 1)]]),
      Story(
        "after a failure", [[], [Step(.work), Step(.workDone), Step(.take, 3)]],
        values: [0: "transform 1", 1: "lock 3 is broken: takes semaphore 3"],
        made: [3: "let free = CountingSemaphore(1)"]
      ) { run in
        {
          .lockHistories(
            .stuckAfterFailure(
              call: "run()", fault: "a thrown error", waits: run.deadlockedThreads, history: $0))
        }
      },
    ]
  }

  private static let wait = [Step(.lock, 1), Step(.sleep, 1), Step(.unlock, 1)]

  // MARK: Locks

  private static var locks: [Story] {
    [
      Story("a kept lock", kept),
      Story(
        "a kept lock with a name", kept, made: [1: "let door = Lock()", 2: "let hall = Lock()"]),
      Story(
        "a kept lock, one of two of a name", kept, made: [1: "let a = Lock()", 2: "let a = Lock()"]),
      Story("work under a lock", [working]),
      Story(
        "work under a lock with a name", [[], working],
        values: [3: "fetch http://a.example/page/7"],
        made: [1: "  private let board = Lock()", 2: "var other = Lock()"]),
      Story(
        "work under a lock, given back in another order",
        [[Step(.lock, 2), Step(.lock, 1), Step(.unlock, 2), Step(.work), Step(.workDone)]]),
      Story("work after a sleep", [[], wait + [Step(.work)], [Step(.signal, 1)]], [1, 1, 2]),
      Story("a collision without locks", [[], add, add], [1, 2, 2]),
      Story(
        "a collision of a named value", [[], add, add], [1, 2, 2],
        values: [0: "[]", 1: "17 elements"],
        made: [9: "let found = Shared([])"]),
      Story(
        "a collision beside a lock of another kind", [[], add, add], [1, 2],
        code: "let m = Mutex(0)"),
      Story(
        "a collision under locks of one line", [[], under(1, add), under(2, add)], [1, 2, 1, 2],
        made: [1: "let own = Lock()", 2: "let own = Lock()"]),
      Story(
        "a collision under named locks", [[], under(1, add), under(2, add)], [1, 2, 1, 2],
        made: [1: "let reading = Lock()", 2: "let writing = Lock()", 9: ""]),
      Story("a collision of which one holds a lock", [[], under(1, add), add], [1, 2, 1, 2]),
      Story(
        "a collision with permits", [[], permit + add, permit + add], [1, 2, 1, 2], permits: [3: 2],
        made: [3: "let permits = CountingSemaphore(2)"]),
      Story(
        "a collision of a permit and a lock", [[], permit + add, under(1, add)], [1, 2, 1, 2],
        permits: [3: 2]),
    ]
  }

  private static let kept = [
    [], [Step(.lock, 1), Step(.unlock, 1), Step(.lock, 1)], [Step(.lock, 2), Step(.lock, 1)],
  ]
  private static let working =
    [Step(.lock, 2), Step(.unlock, 2)] + under(1, [Step(.work), Step(.workDone)])
  private static let permit = [Step(.take, 3)]

  // MARK: Old values

  private static func actingOnOldValue(
    _ run: ControlledRun
  ) -> ((History) -> Diagnosis)? {
    {
      .histories(
        .checkThenAct(
          call: "run()", expected: "[1, 2]", actual: "[1]",
          history: $0.markingActOnOldValue(in: run)))
    }
  }

  private static func lostCount(_ run: ControlledRun) -> ((History) -> Diagnosis)? {
    {
      .histories(
        .lostCount(
          call: "run()", expected: 2, actual: 1, history: $0.marking(lostWriteOf: 9, in: run)))
    }
  }

  private static let reread: [[Step]] = [
    [], under(1, [Step(.read, 9)]) + [Step(.begin)] + under(2, add), under(1, add),
  ]

  private static var oldValues: [Story] {
    [
      Story("a lost write", [[], add, add], [1, 2, 2], diagnosis: lostCount),
      Story(
        "a lost write, between two locks",
        [[], under(1, [Step(.read, 9)]) + under(1, [Step(.write, 9)]), under(1, add)],
        [1, 1, 1, 2, 2, 2, 2], made: [1: "let door = Lock()", 9: "let count = Shared(0)"],
        diagnosis: lostCount),
      Story(
        "a lost write, locked too late",
        [[], [Step(.read, 9)] + under(1, [Step(.write, 9)]), under(1, add)],
        [1, 2, 2, 2, 2], made: [1: "let a = Lock()", 9: "let a = Shared(0)"], diagnosis: lostCount),
      Story(
        "a lost write, a permit given back",
        [
          [],
          permit + [Step(.read, 9), Step(.give, 3)] + permit + [Step(.write, 9), Step(.give, 3)],
          add,
        ], [1, 1, 1, 2, 2], permits: [3: 1], made: [3: "let free = CountingSemaphore(1)"],
        diagnosis: lostCount),
      Story("a write that isn't lost", [[], add, add], diagnosis: lostCount),
      Story(
        "two who read the same",
        [
          [], [Step(.read, 9), Step(.begin)] + add, [Step(.read, 9), Step(.begin)] + add,
        ], [1, 2, 1, 1, 1], values: [0: "0", 1: "0"], made: [9: "let next = Shared(0)"],
        diagnosis: actingOnOldValue),
      Story("reads under two locks", reread, [1, 1, 1, 2, 2, 2, 2], diagnosis: actingOnOldValue),
      Story(
        "the same work twice",
        [
          [], [Step(.read, 9), Step(.work), Step(.workDone)],
          [Step(.read, 9), Step(.work), Step(.workDone)],
        ],
        [1, 2, 2, 2, 1], values: [0: "7", 1: "7", 2: "fetch a", 3: "", 4: "fetch a"],
        made: [9: "let next = Shared(0)"], diagnosis: actingOnOldValue),
      Story(
        "the same work twice, with nothing read before", [[], [Step(.work)], [Step(.work)]],
        values: [0: "fetch a", 1: "fetch a"], diagnosis: actingOnOldValue),
      Story(
        "the same work twice, with a write between the reads",
        [
          [], [Step(.read, 9), Step(.write, 9), Step(.work)], [Step(.read, 9), Step(.work)],
        ], values: [0: "7", 1: "8", 2: "fetch a", 3: "7", 4: "fetch a"],
        diagnosis: actingOnOldValue),
      Story("nothing of what was read is known", [[], [Step(.work)]], diagnosis: actingOnOldValue),
      Story("reads alone", [[], [Step(.read, 9)]], diagnosis: actingOnOldValue),
    ]
  }

  // MARK: Ends

  private static var ends: [Story] {
    [
      Story(
        "accesses after the return", [[], add, add], made: [9: "let a = Shared(0)"], returnsAt: 2
      ) {
        $0.fault(in: "run()", values: 9)
      },
      Story(
        "work at the return", [[], [Step(.begin), Step(.work), Step(.workDone)]],
        values: [1: "transform 1", 2: "input 1 failed"], returnsAt: 2
      ) { $0.earlyReturn(in: "run()") },
      Story("work after another call", [[], [Step(.work), Step(.begin), Step(.workDone)], add]) {
        $0.earlyReturn(in: "shutDown()", after: 2)
      },
      Story("threads that go on", [[], [Step(.work)] + add, [Step(.work)] + add], [1, 1, 2]) {
        $0.earlyReturn(in: "shutDown()", endingAfter: 3)
      },
      Story(
        "no end",
        {
          let looks = (0..<30).flatMap { _ in under(1, [Step(.read, 9)]) }
          var trace = Script(threads: [[Step(.spawn, 1), Step(.join, 1)], looks]).run(
            SchedulingStrategy())
          trace.end = .tooLong
          return trace
        }()),
      Story(
        "long, and marked", [[], Array((0..<40).flatMap { _ in under(1, add) }) + add, add],
        Array(repeating: 1, count: 100) + [2], made: [1: "let door = Lock()"]),
      Story(
        "an error in the student's words", [[], under(1, add), under(1, add)],
        made: [1: "let door = Lock()"]
      ) { run in
        {
          .histories(
            .checkThenAct(
              call: "run()", expected: "2", actual: "the error Busy: lock 1 is taken",
              history: $0.markingActOnOldValue(in: run)))
        }
      },
      Story(
        "values like objects", [[], add, add], [1, 2], values: [0: "lock 1", 1: "takes lock 2: x"]),
    ]
  }

  // MARK: Tasks

  /// Runs of tasks, as text.
  static func ofTasks() throws -> [String] {
    var trace = TaskTrace(seed: 7)
    trace.events = [
      .phase(0), .called(0), .called(1), .called(10), .called(2), .began("2"), .began("1"),
      .phase(1),
      .cancelled(2), .learnt("1"), .ended("1"), .cameBack(1, .returned(10)), .ended("2"),
      .cameBack(2, .threw(type: "Failure", text: "of task 2")),
      .cameBack(10, .invalidArgument(name: "count", reason: "too small")),
    ]
    let history = History(trace, schedules: 4, token: "t")
    return try [
      .histories(.checkThenAct(call: "gather(3)", expected: "3", actual: "2", history: history)),
      .jobOrders(.tasksStuck(call: "gather(3)", waiting: ["the caller"], history: history)),
      .jobOrders(.overtaken(call: "3 tasks", first: "task 2", second: "task 10", history: history)),
      .jobOrders(.goesOn(call: "3 tasks", what: "not all were cancelled", history: history)),
    ].map { try text("tasks: \($0.caseName)", $0, history) }
  }

  init(_ name: String, _ trace: Trace) {
    self.name = name
    self.trace = trace
  }
}
