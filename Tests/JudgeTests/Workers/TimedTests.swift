import Judge
import Testing
import Wire

@Suite struct TimedTests {
  @Test func `a timed run may wait for long for a process that computes`() throws {
    let subject = try Subject(
      executable: SubjectPrograms.program(for: "ProcessPool"), doing: "the kit's own processes")
    defer { subject.end() }
    // For four seconds or more, however fast the machine is, nothing of the subject itself moves.
    let busy = """
      read line; end=$(($(date +%s) + 5)); while [ $(date +%s) -lt $end ]; do :; done; echo
      """
    let request: Value = [
      "reference": true, "lines": ["go"], "workers": 1, "isCounted": false,
      "program": "/bin/sh", "arguments": ["-c", .string(busy)],
    ]
    #expect(throws: Never.self) { try subject.timed(request, patience: .seconds(60)) }
  }
}
