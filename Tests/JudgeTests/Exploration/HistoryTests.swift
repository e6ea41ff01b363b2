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

  @Test func `a token is read back as it was written`() {
    let token = ReplayToken(request: ["threads": 2], choices: [0, 0, 1])
    #expect(ReplayToken(token.text) == token)
    #expect(ReplayToken("not a token") == nil)
  }
}
