import Testing

@testable import grader

@Suite struct LanesTests {
  private let lanes = Lanes(
    names: ["thread 1", "2"],
    stretches: [
      Lanes.Stretch(lane: "thread 1", label: "a", start: 0, end: 1),
      Lanes.Stretch(lane: "2", label: "long name", start: 1, end: 1.5),
      Lanes.Stretch(lane: "2", label: "c", start: 1.5, end: 2),
    ])

  @Test func `a stretch is as long as its time`() {
    #expect(
      lanes.drawn(width: 20).split(separator: "\n") == [
        "thread 1  ├a───────┤          ",
        "2                   ├lon┤├c──┤",
        "          0             2.00 s",
      ])
  }

  @Test func `the time runs to the end of the last stretch`() {
    #expect(lanes.end == 2)
    #expect(Lanes(names: ["a"]).drawn(width: 10).hasSuffix("0   0.00 s"))
  }

  @Test func `a recorder adds the lanes that it wasn't told before`() {
    let recorder = LaneRecorder(["a"])
    recorder.during("b", "x") {}
    recorder.during("a", "y") {}
    #expect(recorder.recorded.names == ["a", "b"])
    #expect(recorder.recorded.stretches.map(\.label) == ["x", "y"])
  }

  @Test func `a table of measurements has a column for each tool`() {
    let table = MeasureCommand.table([["wait", "1", "2", "3", "4", "5"]])
    #expect(
      table == """
        | job | plainLoop | threads | asyncTasks | parallelTasks | processes |
        | --- | --- | --- | --- | --- | --- |
        | wait | 1 | 2 | 3 | 4 | 5 |
        """)
  }
}
