import Foundation
import Interleaving
import Wire

@testable import Judge

extension History {
  /// Two threads read the same value and write over it.
  static let sample = of(run([[], addition, addition], [1, 2, 1, 2]))

  /// Two threads add under locks of their own, with all that can be told of it.
  static let twoLocks: History = {
    func addition(_ lock: Int) -> [Step] {
      [Step(.lock, lock), Step(.read, 1), Step(.write, 1), Step(.unlock, lock)]
    }
    var trace = run([[], addition(2), addition(3)], [1, 1, 2, 2, 2, 1])
    tell(["", "7", "", "7", "8", "8"], in: &trace)
    return of(
      trace, objects: ["value 1": nil, "lock 2": "let door = Lock()", "lock 3": "gate = Lock()"],
      lines: "counter.value += 1"
    ).marking(lostWriteOf: 1, in: ControlledRun(trace: trace, outcome: nil))
  }()

  /// Two threads that add several times, each under a lock of its own.
  static let long: History = {
    func additions(_ lock: Int, _ count: Int) -> [Step] {
      let addition = [Step(.lock, lock), Step(.read, 1), Step(.write, 1), Step(.unlock, lock)]
      return Array(repeating: addition, count: count).flatMap(\.self)
    }
    let trace = run(
      [[], additions(2, 3), additions(3, 2)],
      [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1])
    return of(trace).marking(lostWriteOf: 1, in: ControlledRun(trace: trace, outcome: nil))
  }()

  /// The same with no lock at all.
  static let noLock: History = {
    let trace = run([[], addition, addition], [1, 2, 2, 1])
    return of(trace).marking(lostWriteOf: 1, in: ControlledRun(trace: trace, outcome: nil))
  }()

  /// Two threads at one value, of which one holds a lock; both locks have the same name.
  static let race: History = {
    let steps = [[], [Step(.lock, 2), Step(.write, 1)], [Step(.lock, 3), Step(.write, 1)]]
    let trace = run(steps, [1, 2])
    let made = of(
      trace, objects: ["lock 2": "let mine = Lock()", "lock 3": "let mine = Lock()"],
      lines: "results.value[index] = page")
    let race = ControlledRun(trace: trace, outcome: nil).race
    return race.map { made.marking(race: $0, in: trace) } ?? made
  }()

  /// Two threads at one place in memory, of which one holds a lock.
  static let dataRace: History = {
    var trace = run([[], [Step(.lock, 2), Step(.unlock, 2)], [Step(.begin)]], [1, 1, 2])
    trace.dataRace = Trace.DataRace(
      first: Trace.Access(thread: 1, step: 1, isWrite: true, calls: [1]),
      second: Trace.Access(thread: 2, step: 3, isWrite: false, calls: [2]))
    let lines = [
      1: SourceLine(file: "/tmp/Counter.swift", line: 7),
      2: SourceLine(file: "/tmp/Counter.swift", line: 12),
    ]
    return History(trace, schedules: 1, token: "token", lines: lines).markingDataRace(in: trace)
  }()

  /// Two threads that go by the same value.
  static let oldValue: History = {
    let look = [Step(.read, 1), Step(.begin)] + addition
    let trace = run([[], look, look], [1, 2, 1, 1, 1])
    return of(trace, schedules: 1)
      .markingActOnOldValue(in: ControlledRun(trace: trace, outcome: nil))
  }()

  /// Two threads that begin the same work after the same look.
  static let sameWork: History = {
    let work = [
      Step(.lock, 2), Step(.read, 1), Step(.unlock, 2), Step(.work), Step(.workDone),
    ]
    var trace = run([[], work, work], [1, 1, 1, 2, 2, 2, 1, 2])
    tell(["", "[fetch 1]", "", "", "[fetch 1]", "", "fetch 1", "fetch 1"], in: &trace)
    return of(
      trace, objects: ["value 1": "let jobs = Shared(urls)"], lines: "if let job = jobs.value.first"
    ).markingActOnOldValue(in: ControlledRun(trace: trace, outcome: nil))
  }()

  /// Two threads that wait for each other's lock, and the names of the locks.
  static let cycle = crossed(objects: [
    "lock 1": "let left = Lock()", "lock 2": "let right = Lock()",
  ])

  /// The same without names.
  static let namelessCycle = crossed(objects: [:])

  private static func crossed(objects: [String: String?]) -> History {
    let steps = [[Step(.lock, 1), Step(.lock, 2)], [Step(.lock, 2), Step(.lock, 1)]]
    return of(run([[]] + steps, [1, 2]), objects: objects)
  }

  /// A thread that looks, is woken, and then goes to sleep.
  static let lostSignal: History = {
    let wait = [Step(.read, 9), Step(.lock, 1), Step(.sleep, 1), Step(.unlock, 1)]
    return of(
      run([wait, [Step(.write, 9), Step(.broadcast, 1)]], [0, 1, 1]),
      objects: ["condition 1": "let ended = Condition()", "lock 1": "let ended = Condition()"],
      lines: "ended.wait()")
  }()

  /// A thread that begins work with a lock in its hands.
  static let workUnderLock: History = {
    let work = [Step(.lock, 1), Step(.work), Step(.workDone), Step(.unlock, 1)]
    var trace = run([[], work], [])
    tell(["", "input 4", "input 4 failed"], in: &trace)
    return of(trace, objects: ["lock 1": "private let board = Lock()"], lines: "transform(input)")
      .marking(workBegunIn: 1, underLockTakenIn: 0)
  }()

  /// A thread that takes a lock a second time and ends.
  static let keptLock: History = {
    let trace = run(
      [[], [Step(.lock, 1), Step(.unlock, 1), Step(.lock, 1)], [Step(.lock, 1)]], [1, 1, 1])
    return of(trace, lines: "lock.lock()").marking(lastTakeOf: 1, by: 1, in: trace)
  }()

  /// Two threads that go on after the call's return.
  static let late: History = {
    var trace = run([[Step(.read, 1)], addition, addition], [0, 1, 1])
    trace.stepsAtReturn = 2
    return of(trace).marking([1, 2], after: 2, in: trace)
  }()

  /// A thread that looks again and again, in more steps than are shown.
  static let spinning: History = of(
    run([[], Array(repeating: Step(.read, 1), count: 60)], []), lines: "while !isDone.value {}"
  ).markingBusiestLine()

  /// Tasks, of which one comes before another.
  static let tasks: History = {
    var trace = TaskTrace(seed: 7)
    trace.events = [
      .phase(0), .called(1), .called(2), .called(3), .began("1"), .phase(1), .cancelled(2),
      .learnt("1"), .ended("1"), .cameBack(1, .returned(.null)), .began("3"),
      .cameBack(2, .threw(type: "CancellationError", text: "")),
    ]
    return History(trace, schedules: 12, token: "e30=")
  }()

  /// Two children that use one place in memory.
  static let tasksRace: History = {
    var trace = TaskTrace(seed: 7)
    trace.events = [
      .phase(0), .called(0), .began("0"), .began("1"), .ended("1"), .ended("0"),
      .cameBack(0, .returned(.null)),
    ]
    trace.race = TaskTrace.Race(
      first: TaskTrace.Access(owner: .work("1"), event: 5, isWrite: true, calls: [1]),
      second: TaskTrace.Access(owner: .work("0"), event: 6, isWrite: true, calls: [1]))
    let lines = [1: SourceLine(file: "/tmp/TaskGather.swift", line: 9)]
    return History(trace, schedules: 1, token: "e30=", lines: lines).markingAccesses
  }()

  // MARK: What they are made of

  private static let addition = [Step(.read, 1), Step(.write, 1)]

  /// What happens when threads with these steps, the caller's first, go in this order.
  private static func run(_ threads: [[Step]], _ choices: [Int]) -> Trace {
    Script(threads: threads).run(SchedulingStrategy(choices: choices))
  }

  /// Gives the first steps of a trace the values that they read, wrote or worked on.
  private static func tell(_ values: [String], in trace: inout Trace) {
    trace.details = values.map { value in
      var detail = Trace.Detail()
      detail.value = value
      return detail
    }
  }

  /// The table of a trace.
  ///
  /// - Parameters:
  ///   - objects: The lines by which what is called so was made; nil for what was given to the code.
  ///   - lines: The line from which all steps come; nil if it isn't known.
  private static func of(
    _ trace: Trace, schedules: Int = 3, objects: [String: String?] = [:], lines: String? = nil
  ) -> History {
    let made = History(trace, schedules: schedules, token: "dG9rZW4=")
    let rows = made.rows.map {
      Row(
        thread: $0.thread, event: $0.event, index: $0.index,
        place: lines.map { _ in "Sample.swift:12" } ?? "", source: lines ?? "")
    }
    let named = objects.sorted { $0.key < $1.key }.enumerated().compactMap { index, object in
      ObjectID(rawValue: object.key).map {
        Making(
          object: $0,
          place: object.value == nil ? elsewhere : "Sample.swift:\(index + 3)",
          source: object.value ?? "")
      }
    }
    return History(
      columns: made.columns, rows: rows, schedules: schedules, token: made.token,
      marks: made.marks, note: made.note, waits: made.waits, objects: named)
  }
}
