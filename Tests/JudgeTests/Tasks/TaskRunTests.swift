import Testing
import Wire

@testable import Judge

@Suite struct TaskRunTests {
  private let trace: TaskTrace = {
    var trace = TaskTrace(seed: 7)
    trace.events = [
      .phase(0), .called(1), .called(2), .called(3), .began("2"), .began("1"), .phase(1),
      .cancelled(3), .learnt("1"), .ended("1"), .cameBack(1, .returned(10)), .ended("2"),
      .cameBack(2, .threw(type: "Failure", text: "of task 2")),
    ]
    return trace
  }()

  @Test func `what was under way at once is counted`() {
    #expect(TaskRun(trace).mostInside == 2)
    #expect(TaskRun(TaskTrace(seed: 0)).mostInside == 0)
  }

  @Test func `who began, learnt, came back and waits is told`() {
    let run = TaskRun(trace)
    #expect(run.began == ["2", "1"])
    #expect(run.learnt == ["1"])
    #expect(run.outcome(of: 1) == .returned(10))
    #expect(run.outcome(of: 3) == nil)
    #expect(run.waiting == [3])
  }

  @Test func `what was under way is told for a phase and for a return`() {
    let run = TaskRun(trace)
    #expect(run.inside(atPhase: 0) == [])
    #expect(run.inside(atPhase: 1) == ["2", "1"])
    #expect(run.inside(atReturnOf: 1) == ["2"])
    #expect(run.inside(atReturnOf: 2) == [])
  }

  @Test func `a table has a column for each task`() {
    #expect(
      History(trace, schedules: 4, token: "t").text == """
              task 1                    task 2                    task 3
           1  makes its call
           2                            makes its call
           3                                                      makes its call
           4                            begins its work
           5  begins its work
           6                                                      is cancelled
           7  learns of a cancellation
           8  ends its work
           9  returns
          10                            ends its work
          11                            throws Failure
        """)
  }

  @Test func `a table says in which call work began, and where a call waits in the end`() {
    var trace = TaskTrace(seed: 7)
    trace.events = [.phase(0), .called(1), .called(2), .began("1"), .phase(1), .ended("1")]
    trace.places.began[3] = [9, 10, 11]
    trace.places.waiting = [1: [9], 2: [9, 20]]
    let lines = [
      9: SourceLine(file: "/kit/Sources/Subject/Runtime/Hold.swift", line: 1),
      10: SourceLine(file: "/TaskGather.swift", line: 3),
      11: SourceLine(file: "/TaskGather.swift", line: 4),
      20: SourceLine(file: "/TaskGather.swift", line: 12),
    ]
    #expect(
      History(trace, schedules: 4, token: "t", lines: lines).text == """
              task 1           task 2
           1  makes its call
           2                   makes its call
           3  begins its work                   TaskGather.swift:3
           4  ends its work
              Then nobody can go on:
           5                   still waits      TaskGather.swift:12
        """)
  }

  @Test func `a token is read back as it was written`() {
    let script = Wire.Script([[.call(0)], [.release("a"), .cancel(0)], [.open]])
    let token = ShuffleToken(requests: [["count": 3]], script: script, seed: 12)
    #expect(ShuffleToken(token.text) == token)
    #expect(ShuffleToken(ReplayToken(request: .null, choices: []).text) == nil)
    #expect(ReplayToken(token.text) == nil)
  }
}
