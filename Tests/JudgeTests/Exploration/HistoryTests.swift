import Foundation
import Interleaving
import Testing
import Wire

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
    ("/kit/Sources/ExerciseKit/Shared.swift", true),
    ("/kit/Sources/ThreadActivity/Activity.swift", true), ("<compiler-generated>", true),
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
    let marked = History.sample.upTo([1, 2])
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

  @Test func `it is told how much is left out behind the marks`() {
    let rows = (0..<60).map {
      History.Row(
        thread: 1 + $0 % 2, event: .step(Step($0 < 2 ? .work : .workDone), $0 < 2 ? "a" : ""),
        index: $0, place: "", source: "")
    }
    let history = History(
      columns: (0...2).map(ThreadOrTask.thread), rows: rows, schedules: 1, token: "")
    let marked = history.markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
    #expect(marked.text.hasSuffix("\n      ... 48 further steps ..."))
  }

  @Test func `the call's return is a row of its own where steps come after it`() {
    var trace = Self.trace(steps: 3)
    trace.stepsAtReturn = 2
    let history = History(trace, schedules: 1, token: "")
    #expect(history.rows.map(\.thread) == [1, 1, 0, 1])
    #expect(history.rows[2].step == "returns from the call")
    #expect(history.upTo([1, 2]).marks == [2, 4])
  }

  @Test func `of a long history what is around the marks is kept`() {
    let trace = Self.trace(steps: 100)
    let history = History(trace, schedules: 1, token: "").upTo([60, 90])
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

  @Test func `an object is called as the student's code calls it, if that is known`() {
    let history = history(of: [
      ObjectID(.lock, 1): "let ended = Lock()", ObjectID(.value, 12): "self.found = Shared([])",
      ObjectID(.lock, 3): "return Lock()", ObjectID(.condition, 4): "let ended = Condition()",
    ])
    let (door, found) = (ObjectID(.lock, 1), ObjectID(.value, 12))
    let start: Sentence = "\(ObjectID(.condition, 4)): takes \(ObjectID(.lock, 12)), \(door)"
    #expect(
      history.told(
        "\(start.startingUppercase), \(found), \(door) and \(ObjectID(.lock, 3)): lock 1")
        == "Condition `ended`: takes lock 12, lock `ended`, value `found`, lock `ended` and lock 3: lock 1"
    )
  }

  @Test func `of several objects of one kind and name each keeps its number`() {
    let history = history(of: [
      ObjectID(.lock, 1): "let mine = Lock()", ObjectID(.lock, 2): "let mine = Lock()",
    ])
    let (one, other) = (ObjectID(.lock, 1), ObjectID(.lock, 2))
    #expect(
      history.told("\(other), \(one) and \(other)")
        == "lock 2 (`mine`), lock 1 (`mine`) and lock 2")
  }

  private func history(of sources: [ObjectID: String]) -> History {
    let objects = sources.sorted { $0.key < $1.key }.map {
      History.Making(object: $0.key, place: "A.swift:1", source: $0.value)
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
    let rows = [(Step(.read, 1), "7"), (Step(.lock, 12), "")].map {
      History.Row(thread: 0, event: .step($0.0, $0.1), index: nil, place: "", source: "")
    }
    let objects = [
      History.Making(object: ObjectID(.value, 1), place: History.elsewhere, source: ""),
      History.Making(
        object: ObjectID(.lock, 12), place: "Pool.swift:9", source: "let ended = Lock()"),
      History.Making(
        object: ObjectID(.lock, 2), place: "Pool.swift:10", source: "let begun = Lock()"),
    ]
    let history = History(
      columns: [.thread(0)], rows: rows, schedules: 1, token: "", objects: objects)
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

  @Test func `locks that one line made stand together, and the main queue has its name`() {
    let steps = [Step(.lock, 2), Step(.lock, 3), Step(.lock, 4), Step(.lock, 5), Step(.enter, 6)]
    let rows = steps.map {
      History.Row(thread: 0, event: .step($0, ""), index: nil, place: "", source: "")
    }
    let doors = (2...5).map {
      History.Making(
        object: ObjectID(.lock, $0), place: "Pool.swift:9", source: "let door = Lock()")
    }
    let main = History.Making(object: ObjectID(.queue, 6), place: History.system, source: "")
    let history = History(
      columns: [.thread(0)], rows: rows, schedules: 1, token: "", objects: doors + [main])
    #expect(
      history.text == """
              the caller
           1  takes lock 2
           2  takes lock 3
           3  takes lock 4
           4  takes lock 5
           5  comes to the main queue

        What was made where:
              lock 2, lock 3 and 2 more  Pool.swift:9, one each time  let door = Lock()
              the main queue             there in every program
        """)
    let held: [Set] = [[ObjectID(.lock, 2)], [ObjectID(.lock, 3)]]
    #expect(
      history.wordsOfOneLine(held)
        == "; they were made at Pool.swift:9, a new one each time that line ran")
    #expect(history.wordsOfOneLine([held[0], held[0]]) == "")
    #expect(history.wordsOfOneLine([held[0], []]) == "")
  }

  @Test func `a report's history is read back as it reads there`() throws {
    var trace = Script(threads: [[Step(.lock, 1), Step(.sleep, 1)], [Step(.signal, 1)]])
      .run(SchedulingStrategy(choices: [1]))
    trace.makings[1] = [7]
    let lines = [7: SourceLine(file: "/kit/Sources/Subject/Serve.swift", line: 9)]
    let history = History(trace, schedules: 1, token: "", lines: lines)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let report = try encoder.encode(history)
    let read = try JSONDecoder().decode(History.self, from: report)
    #expect(try encoder.encode(read) == report)
    #expect(read.columns == history.columns && read.objects == history.objects)
    #expect(read.linesPointedAt == history.linesPointedAt)
    let tasks = History(TaskTrace(seed: 1), schedules: 1, token: "").columns + [.task("a b")]
    #expect(try JSONDecoder().decode([ThreadOrTask].self, from: encoder.encode(tasks)) == tasks)
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
    let text = #"{"request":null,"turns":\#(turns)}"#
    #expect(ReplayToken(Data(text.utf8).base64EncodedString()) == nil)
    let sound = text.replacing(turns, with: "[[1,2]]")
    #expect(ReplayToken(Data(sound.utf8).base64EncodedString())?.choices == [1, 1])
  }
}
