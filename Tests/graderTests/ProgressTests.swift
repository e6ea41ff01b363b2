import Testing

@testable import grader

@Suite struct ProgressTests {
  @Test func `few parts have no bar, and what is done for each is told`() {
    var progress = Progress(total: 3)
    #expect(progress.line(after: 0.2, width: 80) == "0 of 3, 0 s")
    progress.note("Ropes", "is compiled")
    progress.note("Knots", "is compiled")
    progress.note("Ropes", "is checked")
    #expect(
      progress.line(after: 2, width: 80) == "0 of 3, 2 s: Ropes is checked, Knots is compiled")
    progress.end("Ropes", "Ropes passed")
    #expect(progress.line(after: 3, width: 80) == "1 of 3, 3 s: Knots is compiled")
    progress.end("Knots", "Knots failed")
    #expect(progress.line(after: 4, width: 80) == "2 of 3, 4 s: Knots failed")
  }

  @Test func `the rest is estimated once enough has ended`() {
    var progress = Progress(total: 40)
    for number in 1...4 { progress.end("", "\(number)") }
    #expect(progress.line(after: 20, width: 80) == "[##..................] 4 of 40, 20 s: 4")
    for number in 5...10 { progress.end("", "\(number)") }
    #expect(
      progress.line(after: 20, width: 80)
        == "[#####...............] 10 of 40, about 60 s left: 10")
    #expect(
      progress.line(after: 100, width: 80)
        == "[#####...............] 10 of 40, about 5 min left: 10")
  }

  @Test func `a line is never wider than the terminal`() {
    var progress = Progress(total: 40)
    progress.note("Ropes", String(repeating: "is checked ", count: 20))
    #expect(progress.line(after: 1, width: 40).count == 39)
    #expect(progress.line(after: 1, width: 0).isEmpty)
  }
}
