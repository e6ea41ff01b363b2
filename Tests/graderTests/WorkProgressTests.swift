import Judge
import Testing

@testable import grader

@Suite struct WorkProgressTests {
  private let start = ContinuousClock.now

  @Test func `a line tells how far it is, how long it may take, and what is under way`() {
    var progress = WorkProgress(total: 16, start: start)
    for name in ["a", "b", "c", "d", "e", "f"] { progress.note(name) }
    #expect(
      progress.line(at: start, width: 100) == "[....................] 0 of 16: a, b, c and 3 more")
    progress.end("a", isKept: true)
    for name in ["b", "c"] { progress.end(name) }
    let now = start + .seconds(100)
    #expect(
      progress.line(at: now, width: 100)
        == "[###.................] 3 of 16, about 11 min left: d, e, f")
    #expect(progress.line(at: now, width: 20) == "[###...............")
    #expect(progress.line(at: now, width: 0).count == 1)
  }

  @Test func `few parts have no bar, and what is done for each is told`() {
    var progress = WorkProgress(total: 3, start: start)
    progress.note("Ropes", "is compiled")
    progress.note("Knots", "is compiled")
    progress.note("Ropes", "is checked")
    #expect(
      progress.line(at: start, width: 80) == "0 of 3: Ropes is checked, Knots is compiled")
    progress.end("Ropes")
    #expect(progress.line(at: start, width: 80) == "1 of 3: Knots is compiled")
  }

  @Test func `nothing is told of the time before something was done anew`() {
    var progress = WorkProgress(total: 4, start: start)
    for name in ["a", "b"] { progress.end(name, isKept: true) }
    progress.end("c")
    #expect(progress.line(at: start + .seconds(9), width: 80) == "3 of 4")
  }
}
