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

  @Test func `values are shown`() throws {
    var trace = Trace()
    trace.entries = [
      Trace.Entry(
        thread: 0, step: Step(.read, 1), enabled: ThreadSet(bits: 1), asleep: ThreadSet())
    ]
    var detail = Trace.Detail()
    detail.value = "41"
    trace.details = [detail]
    let row = try #require(History(trace, schedules: 1, token: "").rows.first)
    #expect(row.step == "reads value 1: 41")
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
    let marked = History.sample.marking([1, 2], in: Self.trace(steps: 4))
    #expect(
      marked.text == """
              thread 1        thread 2
           1  reads value 1
        >  2                  reads value 1
        >  3  writes value 1
        """)
    #expect(marked.marks.map(marked.name) == ["step 2 of thread 2", "step 3 of thread 1"])
  }

  @Test func `the steps that lose a write are marked and told`() {
    let trace = Script(threads: [[], Self.addition, Self.addition])
      .run(Policy(choices: [1, 2, 2, 1]))
    let run = ControlledRun(trace: trace, outcome: nil)
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.marking(lostWriteOf: 9, in: run).loss
        == " See the marked steps: thread 1 reads the value in step 1, thread 2 writes it in step 3, "
        + "and in step 4 thread 1 writes over that.")
    #expect(history.marking(lostWriteOf: 8, in: run) == history)
    #expect(history.loss.isEmpty)
  }

  private static let addition = [Step(.read, 9), Step(.write, 9)]

  @Test func `the call's return is a row of its own where steps come after it`() {
    var trace = Self.trace(steps: 3)
    trace.stepsAtReturn = 2
    let history = History(trace, schedules: 1, token: "")
    #expect(history.rows.map(\.thread) == [1, 1, 0, 1])
    #expect(history.rows[2].step == "returns from the call")
    #expect(history.marking([1, 2], in: trace).marks == [2, 4])
  }

  @Test func `of a long history what is around the marks is kept`() {
    let trace = Self.trace(steps: 100)
    let history = History(trace, schedules: 1, token: "").marking([60, 90], in: trace)
    let lines = history.text.split(separator: "\n")
    #expect(lines.count(where: { $0.hasPrefix(">") }) == 2)
    #expect(lines.count(where: { $0.contains("left out") }) == 2)
    #expect(lines.last?.hasPrefix("> 91") == true)
  }

  private static func trace(steps: Int) -> Trace {
    var trace = Trace()
    trace.entries = (0..<steps).map { _ in
      Trace.Entry(thread: 1, step: Step(.read, 1), enabled: ThreadSet(bits: 2), asleep: ThreadSet())
    }
    return trace
  }

  @Test func `a token is read back as it was written`() {
    let token = ReplayToken(request: ["threads": 2], choices: [0, 0, 1])
    #expect(ReplayToken(token.text) == token)
    #expect(ReplayToken("not a token") == nil)
  }
}
