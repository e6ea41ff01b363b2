import Foundation
import Interleaving
import Testing

@testable import Judge

struct HistoryTests {
  @Test func `a history has a column for each thread and a row for each step`() {
    #expect(
      History.sample.text == """
              thread 1        thread 2
           1  reads value 1
           2                  reads value 1
           3  writes value 1
           4                  writes value 1
        """)
  }

  @Test(arguments: [
    ("/kit/Sources/ExerciseKit/Shared.swift", true), ("<compiler-generated>", true),
    ("/home/ada/SafeCounter.swift", false), ("/build/swift/stdlib/public/core/Array.swift", true),
  ])
  func `the kit's own lines aren't a student's`(file: String, isKits: Bool) {
    #expect(SourceLine(file: file, line: 3).isKits == isKits)
  }

  @Test(
    arguments: [
      (Step(.read, 1), "41", "reads value 1: 41"), (Step(.work), "fetch 2", "begins work: fetch 2"),
      (Step(.workDone), "", "ends work"),
      (Step(.workDone), "input 1 failed", "ends work, throwing: input 1 failed"),
    ] as [(Step, String, String)])
  func `values and errors are shown`(step: Step, value: String, words: String) throws {
    var trace = Trace()
    trace.entries = [
      Trace.Entry(thread: 0, step: step, enabled: ThreadSet(bits: 1), asleep: ThreadSet())
    ]
    var detail = Trace.Detail()
    detail.value = value
    trace.details = [detail]
    let row = try #require(History(trace, schedules: 1, token: "").rows.first)
    #expect(row.step == words)
  }

  @Test func `the middle of a long history is left out`() {
    var trace = Trace()
    for _ in 0..<100 {
      trace.entries.append(
        Trace.Entry(
          thread: 1, step: Step(.read, 1), enabled: ThreadSet(bits: 2), asleep: ThreadSet()))
    }
    let lines = History(trace, schedules: 1, token: "").text.split(separator: "\n")
    #expect(lines.count == 1 + History.mostRows + 1)
    #expect(lines.contains { $0.contains("56 steps left out") })
  }

  @Test func `a history can be cut at the steps that matter, which are marked`() {
    let marked = History.sample.upTo([1, 2], in: Self.trace(steps: 4))
    #expect(
      marked.text == """
              thread 1        thread 2
           1  reads value 1
        >  2                  reads value 1
        >  3  writes value 1
              ... 1 further step ...
        """)
    #expect(marked.marks.map(marked.name) == ["step 2 of thread 2", "step 3 of thread 1"])
  }

  @Test func `the steps that lose a write are marked and told`() {
    let trace = Script(threads: [[], Self.addition, Self.addition])
      .run(Policy(choices: [1, 2, 2, 1]))
    let run = ControlledRun(trace: trace, outcome: nil)
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.marking(lostWriteOf: 9, in: run).note
        == "Thread 1 reads the value in step 1, thread 2 writes it in step 3, "
        + "and in step 4 thread 1 writes over that. In step 3 neither holds a lock.")
    #expect(history.markingActOnOldValue(in: run) == history.marking(lostWriteOf: 9, in: run))
    #expect(history.marking(lostWriteOf: 8, in: run) == history)
  }

  @Test func `two who go by the same value are marked and told`() {
    let look = [Step(.read, 9), Step(.begin)]
    let trace = Script(threads: [[], look + Self.addition, look + Self.addition])
      .run(Policy(choices: [1, 2, 1, 1, 1]))
    let run = ControlledRun(trace: trace, outcome: nil)
    #expect(
      History(trace, schedules: 1, token: "").markingActOnOldValue(in: run).note
        == "Thread 1 and thread 2 read the same value, in steps 1 and 2, and go by it; "
        + "thread 1 writes it in step 4, and thread 2 in step 6.")
  }

  @Test func `the same work begun twice is marked if no value tells more`() {
    let rows = [
      (1, "begins work: a"), (2, "begins work: b"), (2, "ends work"), (2, "begins work: a"),
    ]
    .map { History.Row(thread: $0, step: $1, place: "", source: "") }
    let history = History(
      columns: ["the caller", "thread 1", "thread 2"], rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.marks == [1, 4])
    #expect(marked.note == "Thread 1 and thread 2 begin the same work, in steps 1 and 4.")
  }

  @Test func `of the same work begun twice it is told what was read before`() {
    let rows = [
      (1, "reads value 3: []"), (2, "reads value 2: 6"), (1, "reads value 2: 6"),
      (1, "begins work: a"), (2, "begins work: a"),
    ]
    .map { History.Row(thread: $0, step: $1, place: "", source: "") }
    let history = History(
      columns: ["the caller", "thread 1", "thread 2"], rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.marks == [2, 3, 4, 5])
    #expect(
      marked.note
        == "Thread 1 and thread 2 begin the same work, in steps 4 and 5; before, they read "
        + "value 2, in steps 3 and 2, and nobody wrote it in between.")
  }

  @Test func `of what was read before the same work it is the look that both had, not the last`() {
    let rows = [
      (1, "reads value 2: 1", "look"), (2, "reads value 2: 1", "look"),
      (2, "reads value 2: 1", "advance"), (2, "writes value 2: 2", "advance"),
      (2, "begins work: b", ""), (1, "reads value 2: 2", "advance"),
      (1, "writes value 2: 3", "advance"), (1, "begins work: b", ""),
    ]
    .map { History.Row(thread: $0, step: $1, place: $2, source: "") }
    let history = History(
      columns: ["the caller", "thread 1", "thread 2"], rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.marks == [1, 2, 5, 8])
  }

  @Test func `what was written between two reads did not lead both to the same work`() {
    let rows = [
      (1, "reads value 2: 1"), (1, "writes value 2: 2"), (2, "writes value 2: 1"),
      (2, "reads value 2: 1"), (2, "begins work: b"), (1, "begins work: b"),
    ]
    .map { History.Row(thread: $0, step: $1, place: "", source: "") }
    let history = History(
      columns: ["the caller", "thread 1", "thread 2"], rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.marks == [5, 6])
  }

  @Test func `it is told how much is left out behind the marks`() {
    let rows = (0..<60).map {
      History.Row(
        thread: 1 + $0 % 2, step: $0 < 2 ? "begins work: a" : "ends work", place: "", source: "")
    }
    let history = History(
      columns: ["the caller", "thread 1", "thread 2"], rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.text.hasSuffix("\n      ... 48 further steps ..."))
  }

  private static let addition = [Step(.read, 9), Step(.write, 9)]

  @Test func `the call's return is a row of its own where steps come after it`() {
    var trace = Self.trace(steps: 3)
    trace.stepsAtReturn = 2
    let history = History(trace, schedules: 1, token: "")
    #expect(history.rows.map(\.thread) == [1, 1, 0, 1])
    #expect(history.rows[2].step == "returns from the call")
    #expect(history.upTo([1, 2], in: trace).marks == [2, 4])
  }

  @Test func `of a long history what is around the marks is kept`() {
    let trace = Self.trace(steps: 100)
    let history = History(trace, schedules: 1, token: "").upTo([60, 90], in: trace)
    let lines = history.text.split(separator: "\n")
    #expect(lines.count(where: { $0.hasPrefix(">") }) == 2)
    #expect(lines.count(where: { $0.contains("left out") }) == 2)
    #expect(lines.dropLast().last?.hasPrefix("> 91") == true)
    #expect(lines.last == "      ... 9 further steps ...")
  }

  private static func trace(steps: Int) -> Trace {
    var trace = Trace()
    trace.entries = (0..<steps).map { _ in
      Trace.Entry(thread: 1, step: Step(.read, 1), enabled: ThreadSet(bits: 2), asleep: ThreadSet())
    }
    return trace
  }

  @Test func `where nobody can go on it is marked what those of the cycle wait for`() {
    let trace = Script(threads: [
      [Step(.lock, 1), Step(.lock, 2)], [Step(.lock, 2), Step(.lock, 1)], [Step(.lock, 1)],
    ]).run(Policy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.text == """
              the caller        thread 1          thread 2
        >  1  takes lock 1
        >  2                    takes lock 2
              Then nobody can go on:
        >  3  waits for lock 2
        >  4                    waits for lock 1
           5                                      waits for lock 1
        """)
  }

  private static let wait = [Step(.lock, 1), Step(.sleep, 1), Step(.unlock, 1)]

  @Test func `of who sleeps for ever it is told that nobody ever wakes it`() {
    let trace = Script(threads: [Self.wait]).run(Policy())
    let history = History(trace, schedules: 1, token: "")
    #expect(history.note == "By then nobody has signalled or broadcast condition 1.")
    #expect(history.marks == [3])
  }

  @Test func `of who sleeps for ever it is marked and told that it is woken too early`() {
    let trace = Script(threads: [Self.wait, [Step(.wakeAll, 1)]]).run(Policy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.note == "Condition 1 is broadcast for the last time in step 2, and the caller sleeps "
        + "on it from step 3 on.")
    #expect(history.marks == [2, 3, 4])
  }

  @Test func `of who sleeps for ever it is told what it had read and was written later`() {
    let change = [Step(.lock, 1), Step(.write, 9), Step(.write, 8), Step(.unlock, 1)]
    let wait = [Step(.lock, 1), Step(.read, 9), Step(.sleep, 1)]
    let trace = Script(threads: [wait, change]).run(Policy())
    let history = History(trace, schedules: 1, token: "")
    let write = history.rows.firstIndex { $0.step == "writes value 9" }.map { $0 + 1 } ?? 0
    #expect(
      history.note == "By then nobody has signalled or broadcast condition 1. Value 9, which it "
        + "had read before it slept, is written in step \(write); nobody wakes it after that.")
    #expect(history.marks == [write, history.rows.count])
  }

  @Test func `who slept before another was woken is only marked`() {
    let trace = Script(threads: [Self.wait, Self.wait, [Step(.wakeOne, 1)]]).run(Policy())
    let history = History(trace, schedules: 1, token: "")
    #expect(trace.end == .deadlock, "\(history.text)")
    #expect(history.note.isEmpty)
    let waking = history.rows.firstIndex { $0.step == "signals condition 1" }
    #expect(history.marks.first == waking.map { $0 + 1 })
  }

  @Test(arguments: [
    ([Step(.lock, 1)], [Step(.lock, 2)], "thread 1 holds lock 1, and thread 2 holds lock 2."),
    ([], [Step(.lock, 2)], "thread 1 holds no lock, and thread 2 holds lock 2."),
    ([Step(.take, 3)], [Step(.take, 3)], "both hold a permit of semaphore 3."),
    (
      [Step(.take, 3)], [],
      "thread 1 holds its permit of semaphore 3, and thread 2 holds no lock."
    ),
    // A permit that was taken for something to do guards nothing.
    (
      [Step(.take, 3), Step(.lock, 1)], [Step(.take, 3)],
      "thread 1 holds lock 1, and thread 2 holds its permit of semaphore 3."
    ),
    (
      [Step(.lock, 1), Step(.unlock, 1)], [Step(.take, 3), Step(.give, 3)],
      "neither holds a lock."
    ),
  ])
  func `it is told what two hold whom nothing kept apart`(
    first: [Step], second: [Step], note: String
  ) throws {
    let write = [Step(.write, 9)]
    let trace = Script(threads: [[], first + write, second + write], permits: [3: 2, 4: 1])
      .run(Policy(choices: first.map { _ in 1 } + second.map { _ in 2 }))
    let collision = try #require(ControlledRun(trace: trace, outcome: nil).collision)
    let history = History(trace, schedules: 1, token: "").marking(collision: collision, in: trace)
    #expect(history.note == "That is value 9. In step \(history.marks[0]) \(note)")
  }

  @Test(arguments: [
    (
      [Step(.lock, 1), Step(.read, 9), Step(.unlock, 1), Step(.lock, 1), Step(.write, 9)],
      "Between its read and its write thread 1 gives lock 1 back, in step 3."
    ),
    (
      [Step(.read, 9), Step(.lock, 1), Step(.write, 9)],
      "Thread 1 takes lock 1 only after its read, in step 6."
    ),
    (
      [Step(.lock, 2), Step(.read, 9), Step(.write, 9)],
      "In step 5 thread 1 holds lock 2, and thread 2 holds lock 1."
    ),
    (
      [Step(.take, 3), Step(.read, 9), Step(.give, 3), Step(.take, 3), Step(.write, 9)],
      "Between its read and its write thread 1 gives its permit of semaphore 3 back, in step 3."
    ),
  ])
  func `of a lost write it is told what became of the guard`(steps: [Step], note: String) throws {
    let other = [Step(.lock, 1)] + Self.addition + [Step(.unlock, 1)]
    let read = try #require(steps.firstIndex(of: Step(.read, 9)))
    // The other thread comes in after the read, and after what follows it if that isn't a taking.
    let begun =
      steps[read + 1].kind == .unlock || steps[read + 1].kind == .give ? read + 2 : read + 1
    let turns = Array(repeating: 1, count: begun) + other.map { _ in 2 }
    let trace = Script(threads: [[], steps, other], permits: [3: 1])
      .run(Policy(choices: turns + steps.dropFirst(begun).map { _ in 1 }))
    let run = ControlledRun(trace: trace, outcome: nil)
    let marked = History(trace, schedules: 1, token: "").marking(lostWriteOf: 9, in: run)
    #expect(marked.note.hasSuffix(note), "\(marked.text)")
  }

  @Test func `a lock that is kept is marked where it was taken last`() {
    let trace = Script(threads: [
      [], [Step(.lock, 1), Step(.unlock, 1), Step(.lock, 1)], [Step(.lock, 2), Step(.lock, 1)],
    ]).run(Policy())
    let history = History(trace, schedules: 1, token: "")
    let marked = history.marking(lastTakeOf: 1, by: 1, in: trace)
    #expect(marked.marks == [3])
    #expect(marked.note == "It takes the lock in step 3; its last step is step 3.")
    #expect(history.marking(lastTakeOf: 3, by: 1, in: trace).marks == history.marks)
  }

  @Test func `where there is no end the line is marked that most steps come from`() {
    let rows = ["a:1", "b:2", "b:2", "c:3"].map {
      History.Row(thread: 0, step: "reads", place: $0, source: "")
    }
    let history = History(columns: [], rows: rows, schedules: 1, token: "")
    #expect(history.markingBusiestLine().marks == [3])
    let empty = History(columns: [], rows: [], schedules: 1, token: "")
    #expect(empty.markingBusiestLine() == empty)
  }

  @Test func `who looked before the last waking is told`() {
    let wait = [Step(.read, 9)] + Self.wait
    let trace = Script(threads: [wait, [Step(.wakeAll, 1)]]).run(Policy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.note
        == "The caller last reads value 9 in step 1, condition 1 is broadcast for the last "
        + "time in step 2, and the caller sleeps on it from step 4 on.")
    #expect(history.marks == [1, 2, 4, 5])
  }

  @Test func `an object is called as the student's code calls it, if that is known`() {
    let history = history(of: [
      "lock 1": "let ended = Lock()", "value 12": "self.found = Shared([])",
      "lock 3": "return Lock()", "condition 4": "let ended = Condition()",
    ])
    #expect(
      history.naming("Condition 4: takes lock 12, lock 1, value 12, lock 1 and lock 3")
        == "Condition `ended`: takes lock 12, lock `ended`, value `found`, lock `ended` and lock 3")
    #expect(history.shown("takes lock 1", history.names) == "takes lock `ended`")
    #expect(history.shown("takes lock 12", history.names) == "takes lock 12")
    #expect(history.shown("woken, takes lock 3", history.names) == "woken, takes lock 3")
    #expect(history.shown("reads value 12: lock 1", history.names) == "reads value `found`: lock 1")
  }

  @Test func `of several objects of one kind and name each keeps its number`() {
    let history = history(of: ["lock 1": "let mine = Lock()", "lock 2": "let mine = Lock()"])
    #expect(
      history.naming("lock 2, lock 1 and lock 2") == "lock 2 (`mine`), lock 1 (`mine`) and lock 2")
    #expect(history.shown("takes lock 1", history.names) == "takes lock 1")
  }

  private func history(of sources: [String: String]) -> History {
    let objects = sources.sorted { $0.key < $1.key }.map {
      History.Object(name: $0.key, place: "A.swift:1", source: $0.value)
    }
    return History(columns: [], rows: [], schedules: 1, token: "", objects: objects)
  }

  @Test(
    arguments: [
      ("let guard = Mutex(0)", "Mutex"), ("  var m = pthread_mutex_t()", "pthread_mutex_t"),
      ("  // A Mutex would do.", nil), ("var attributes = pthread_attr_t()", nil),
      ("let lock = Lock()", nil),
    ] as [(Substring, String?)])
  func `a lock of another kind is one that the code names, not a comment`(
    line: Substring, name: String?
  ) {
    #expect(History.otherLock(in: ["import ExerciseKit", line]) == name)
  }

  @Test func `it is told where what is shown was made`() {
    let rows = ["reads value 1: 7", "takes lock 12"].map {
      History.Row(thread: 0, step: $0, place: "", source: "")
    }
    let objects = [
      History.Object(name: "value 1", place: History.elsewhere, source: ""),
      History.Object(name: "lock 12", place: "Pool.swift:9", source: "let ended = Lock()"),
      History.Object(name: "lock 2", place: "Pool.swift:10", source: "let begun = Lock()"),
    ]
    let history = History(
      columns: ["the caller"], rows: rows, schedules: 1, token: "", objects: objects)
    #expect(
      history.text == """
              the caller
           1  reads value 1: 7
           2  takes lock `ended`

        What was made where:
              value 1       given to your code
              lock `ended`  Pool.swift:9  let ended = Lock()
        """)
  }

  @Test func `a token is read back as it was written`() {
    let token = ReplayToken(request: ["threads": 2], choices: [0, 0, 1])
    #expect(ReplayToken(token.text) == token)
    #expect(token.choices == [0, 0, 1])
    #expect(ReplayToken("not a token") == nil)
  }

  @Test func `a run without an end makes no long token`() {
    let spinning = ReplayToken(request: .null, choices: Array(repeating: 1, count: 2000))
    #expect(spinning.text.count < 100)
    #expect(ReplayToken(spinning.text)?.choices.count == 2000)
  }

  @Test(arguments: ["[[1,-1]]", "[[1]]", "[[1,2,3]]", "[[1,1000000000]]"])
  func `a token with impossible turns isn't one`(turns: String) {
    let text = #"{"isForeign":false,"request":null,"turns":\#(turns)}"#
    #expect(ReplayToken(Data(text.utf8).base64EncodedString()) == nil)
    let sound = text.replacing(turns, with: "[[1,2]]")
    #expect(ReplayToken(Data(sound.utf8).base64EncodedString())?.choices == [1, 1])
  }
}
