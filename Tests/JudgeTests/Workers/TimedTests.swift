import Judge
import Testing
import Wire

@Suite struct TimedTests {
  @Test func `a timed run may wait for long for a process that computes`() throws {
    let subject = try Subject(
      executable: SubjectPrograms.program(for: "ProcessPool"), doing: "the kit's own processes")
    defer { subject.end() }
    // Some three seconds, in which nothing of the subject itself moves.
    let request: Value = [
      "reference": true, "lines": ["count 2 18000000"], "workers": 1, "isCounted": false,
      "program": .string(SubjectPrograms.lineWorker.path), "arguments": [],
    ]
    #expect(throws: Never.self) { try subject.timed(request, patience: .seconds(60)) }
  }
}
