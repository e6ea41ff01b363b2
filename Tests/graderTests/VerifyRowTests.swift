import Foundation
import Judge
import Testing

@testable import grader

@Suite struct VerifyRowTests {
  @Test func `a row holds what was expected, what came of it, and what a student would read`()
    throws
  {
    let row = try row(
      .diagnosis("deadlock"),
      checks: [
        verdict("a", .notMeasured),
        verdict("b", .failed, diagnosis: "deadlock", message: "all slept"),
        verdict("c", .notMeasured), verdict("d", .failed, diagnosis: "busyWait"),
      ])
    #expect(
      row
        == VerifyCommand.Row(
          exercise: "Ropes", solution: "TwoLocks", expected: .diagnosis("deadlock"),
          got: .diagnosis("deadlock"),
          notMeasured: ["a"], isExpected: true, check: "b", message: "all slept", seconds: 1.5))
  }

  @Test(
    arguments: [
      (.passed, [verdict("a")], "passed", true),
      (.passed, [verdict("a"), verdict("b", .notMeasured)], "passed", true),
      (.passed, [verdict("a", .failed, diagnosis: "crashed")], "crashed", false),
      (.passed, [verdict("a"), verdict("b", .judgeError)], "judgeError", false),
      (.passed, [verdict("a", .notStarted)], "notStarted", false),
      (.passed, [verdict("a"), verdict("b", .notStarted)], "notStarted", false),
      (.notStarted, [verdict("a", .notStarted)], "notStarted", true),
      (.notStarted, [verdict("a", .notStarted), verdict("b", .notMeasured)], "notStarted", true),
      (.notStarted, [verdict("a")], "passed", false),
      (.diagnosis("crashed"), [verdict("a", .failed, diagnosis: "crashed")], "crashed", true),
      (.diagnosis("crashed"), [verdict("a", .failed, diagnosis: "exited")], "exited", false),
      (.diagnosis("crashed"), [verdict("a")], "passed", false),
      (.diagnosis("crashed"), [verdict("a", .judgeError)], "judgeError", false),
    ] as [(Ending, [Verdict], String, Bool)])
  func `the first problem, or else the status, must be what is expected`(
    expected: Ending, checks: [Verdict], got: String, isExpected: Bool
  ) throws {
    let row = try row(expected, checks: checks)
    #expect(row.got.rawValue == got)
    #expect(row.isExpected == isExpected)
    #expect(row.expected == expected)
  }

  @Test func `the first of several diagnoses counts, not one behind it`() throws {
    let checks = [
      verdict("a", .failed, diagnosis: "sequential"), verdict("b", .failed, diagnosis: "crashed"),
    ]
    #expect(try row(.diagnosis("sequential"), checks: checks).isExpected)
    #expect(try !row(.diagnosis("crashed"), checks: checks).isExpected)
  }

  @Test func `code that doesn't compile is told with the compiler's words`() throws {
    let result = ExerciseResult(
      name: "Ropes", status: .didNotCompile, plan: [verdict("a")], message: "no such thing")
    let row = VerifyCommand.row(try solution(.passed), result, seconds: 0)
    #expect(row.got == .status(.didNotCompile))
    #expect(row.message == "no such thing")
    #expect(!row.isExpected)
  }

  @Test(arguments: [
    ([verdict("a"), verdict("b", .notMeasured)], true),
    ([verdict("a", .notMeasured), verdict("b", .failed, diagnosis: "timedOut")], true),
    ([verdict("a", .failed, diagnosis: "timedOut"), verdict("b", .notMeasured)], false),
    ([verdict("a"), verdict("b", .failed, diagnosis: "tooSlow")], true),
    ([verdict("a"), verdict("b")], false),
    ([verdict("a", .failed, diagnosis: "timedOut")], false),
    ([verdict("a", .failed, diagnosis: "sequential"), verdict("b", .notMeasured)], false),
    ([verdict("a", .judgeError), verdict("b", .notMeasured)], false),
    ([verdict("a", .notStarted), verdict("b", .notMeasured)], false),
  ])
  func `slow code is let go only by a machine that couldn't measure`(
    checks: [Verdict], isExpected: Bool
  ) throws {
    #expect(try row(.diagnosis("tooSlow"), checks: checks).isExpected == isExpected)
  }

  @Test(arguments: ["deadlock", "timedOut", "busyWait"])
  func `no other mistake is let go, whatever couldn't be measured`(diagnosis: String) throws {
    let checks = [verdict("a"), verdict("b", .notMeasured)]
    #expect(try !row(.diagnosis(diagnosis), checks: checks).isExpected)
  }

  @Test func `the message must point at a line where the mistake is`() throws {
    let crash = Diagnosis.ends(
      .crashed(doing: "cut()", signal: 4, printed: "", place: "Ropes.swift:3: `rope.cut()`"))
    let mistake = Mistake(crash, in: "Ropes", call: nil, threads: nil, lesson: "")
    let problem = Verdict(
      check: "a", status: .failed, maxPoints: 1, finding: .mistake(mistake))
    let result = ExerciseResult(name: "Ropes", checks: [problem])
    func row(_ lines: String...) throws -> VerifyCommand.Row {
      VerifyCommand.row(try solution(.diagnosis("crashed"), lines: lines), result, seconds: 0)
    }
    #expect(try row().isExpected)
    #expect(try row("rope.cut()").isExpected)
    #expect(try row("rope.tie()", "rope.cut()").isExpected)
    #expect(try !row("rope.tie()").isExpected)
    #expect(try row("rope.tie()").got == .diagnosis("crashed", isElsewhere: true))
  }

  @Test func `what the code printed must be told`() {
    let problem = Verdict(
      check: "a", status: .failed, maxPoints: 1,
      finding: .recorded(diagnosis: "crashed", message: nil, evidence: nil, threads: nil),
      printed: "rope 1\nrope 2\n")
    func got(_ prints: String...) -> Ending {
      Ending(of: ExerciseResult(name: "Ropes", checks: [problem]), lines: [], prints: prints)
    }
    #expect(got() == .diagnosis("crashed"))
    #expect(got("rope 2", "rope 1") == .diagnosis("crashed"))
    #expect(got("rope") == .diagnosis("crashed", isElsewhere: true))
  }

  @Test(arguments: [(3, true), (4, false)])
  func `a solution that earns more than it may is not expected`(points: Int, isExpected: Bool) {
    let row = Self.row("PlainLoop", "sequential", got: "sequential")
      .earning(Score(.failed, points: points, maxPoints: 15), atMost: 20)
    #expect(row.isExpected == isExpected)
    #expect(text([Tally([row])]).contains("  \(points) of 15 points  "))
    #expect(
      isExpected
        || row.message == "It earns 4 of 15 points, where at most 20% are expected.")
  }

  @Test func `the matrix has a line for each solution, and ends with what went wrong`() {
    let rows = [
      Self.row("(stub)", "notStarted", got: "notStarted"),
      Self.row("(solution)", "passed", got: "passed", notMeasured: ["fast"]),
      Self.row("NoJoin", "returnsEarly", got: "crashed", check: "all end", message: "signal 4"),
      Self.row("TwoLocks", "tooSlow", got: "passed", notMeasured: ["fast"], isExpected: true),
    ]
    #expect(
      text(rows.map { Tally([$0]) }) == """
        Ropes  (stub)      notStarted           ok
        Ropes  (solution)  passed               ok   (time not measured)
        Ropes  NoJoin      returnsEarly         NOT EXPECTED
        Ropes  TwoLocks    tooSlow              ok

        4 solutions, 1 of them not as expected
        Ropes/NoJoin: expected returnsEarly, got crashed: all end
             signal 4
        To see how often this happens: swift run grader verify --repeat 20 'Ropes/NoJoin'
        """)
  }

  @Test func `of repeated runs it is told how often each verdict came, and how sure that is`() {
    let rows = [
      Tally([
        Self.row("(solution)", "passed", got: "passed", notMeasured: ["fast"]),
        Self.row("(solution)", "passed", got: "passed"),
      ]),
      Tally([
        Self.row("NoJoin", "returnsEarly", got: "passed", message: "all well"),
        Self.row("NoJoin", "returnsEarly", got: "returnsEarly"),
        Self.row("NoJoin", "returnsEarly", got: "returnsEarly"),
      ]),
    ]
    #expect(
      text(rows) == """
        Ropes  (solution)  passed               ok   (time not measured in 1 of 2)
        Ropes  NoJoin      returnsEarly         NOT EXPECTED

        2 solutions, 1 of them not as expected
        Ropes/NoJoin: expected returnsEarly, got returnsEarly x2, passed x1
             all well
        To see how often this happens: swift run grader verify --repeat 20 'Ropes/NoJoin'
        right solutions failed: 0 of 2 runs; with 95% confidence at most 78%
        wrong solutions passed: 1 of 3 runs; with 95% confidence at most 86%
        """)
  }

  @Test func `slow code that could not be measured has not passed`() {
    let row = Self.row(
      "Slow", "tooSlow", got: "passed", notMeasured: ["fast"], isExpected: true)
    #expect(Verification([Tally([row])]).rates[1].falseVerdicts == 0)
  }

  @Test(arguments: [
    // One-sided: 1 - 0.05^(1/n) where nothing was seen.
    (0, 1, 0.95), (0, 300, 0.009936), (0, 700, 0.004270), (1, 10, 0.3942), (3, 20, 0.3437),
    (5, 5, 1),
  ])
  func `the bound on a rate is the exact binomial one`(events: Int, runs: Int, bound: Double) {
    #expect(abs(Binomial.upperBound(events: events, runs: runs) - bound) < 0.0001)
  }

  private func text(_ tallies: [Tally]) -> String {
    String(VerificationText().text(of: Verification(tallies)).dropLast())
  }

  private static func row(
    _ name: String, _ expected: String, got: String, notMeasured: [String] = [],
    isExpected: Bool? = nil, check: String? = nil, message: String? = nil
  ) -> VerifyCommand.Row {
    VerifyCommand.Row(
      exercise: "Ropes", solution: name, expected: Ending(rawValue: expected),
      got: Ending(rawValue: got), notMeasured: notMeasured,
      isExpected: isExpected ?? (expected == got), check: check, message: message, seconds: 0)
  }

  private func row(
    _ expected: Ending, checks: [Verdict]
  ) throws -> VerifyCommand.Row {
    VerifyCommand.row(
      try solution(expected), ExerciseResult(name: "Ropes", checks: checks), seconds: 1.5)
  }

  private func solution(
    _ expected: Ending, lines: [String] = []
  ) throws -> KnownSolution {
    KnownSolution(
      exercise: try exercise("04-Ropes"), name: "TwoLocks",
      file: URL(fileURLWithPath: "/bank/TwoLocks.swift"), expected: expected, lines: lines)
  }
}
