import Foundation
import Judge
import Testing

@testable import grader

@Suite struct StandingTests {
  @Test func `an exercise's files and what was kept tell where a student stands`() throws {
    #expect(try state(nil, kept: nil) == .missing)
    #expect(try state("throw NotStarted()", kept: nil) == .notStarted)
    #expect(try state("begun", kept: nil) == .notChecked)
    let kept = KeptVerdict(result, fingerprint: try fingerprint("begun"), extent: .whole)
    #expect(try state("begun", kept: kept) == .checked(kept))
    #expect(try state("begun anew", kept: kept) == .changed(kept))
    #expect(try state("throw NotStarted()", kept: kept) == .notStarted)
    // Another kit may judge otherwise.
    #expect(try state("begun", kept: kept, kit: "another") == .changed(kept))
  }

  @Test func `what is under way goes before what isn't begun, what was checked last before others`()
    throws
  {
    let exercises = try ["01-Ropes", "02-Mills", "03-Knots"].map(exercise)
    func next(_ states: [Standing.State], last: String? = nil) -> String? {
      zip(exercises, states).map { Standing(exercise: $0, state: $1) }.next(last: last)?
        .exercise.name
    }
    let whole = Standing.State.checked(
      KeptVerdict(
        ExerciseResult(name: "Ropes", checks: [verdict("a")]), fingerprint: "", extent: .whole))
    let failed = Standing.State.checked(KeptVerdict(result, fingerprint: "", extent: .whole))
    #expect(next([.notStarted, .notStarted, .notStarted]) == "Ropes")
    #expect(next([.notStarted, .notChecked, .notStarted]) == "Mills")
    #expect(next([.notChecked, failed, failed], last: "Knots") == "Knots")
    #expect(next([whole, .notStarted, failed], last: "Ropes") == "Knots")
    #expect(next([whole, whole, whole]) == nil)
  }

  @Test func `the list has state, points and time of all`() throws {
    let date = try #require(try? Date("2026-11-30T04:12:00Z", strategy: .iso8601))
    func kept(_ extent: KeptVerdict.Extent, _ result: ExerciseResult, daysBefore: Double = 0)
      -> KeptVerdict
    {
      KeptVerdict(
        result, fingerprint: "", extent: extent,
        date: date.addingTimeInterval(-86400 * daysBefore))
    }
    let passed = ExerciseResult(name: "Ropes", checks: [verdict("a", points: 15)])
    let standings = [
      Standing(exercise: try exercise("01-Ropes"), state: .checked(kept(.whole, passed))),
      Standing(exercise: try exercise("02-Windmills"), state: .checked(kept(.quick, passed))),
      Standing(
        exercise: try exercise("03-Knots"), state: .changed(kept(.whole, result, daysBefore: 2))),
      Standing(exercise: try exercise("04-Nets"), state: .notStarted),
    ]
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    #expect(
      StandingsText(standings: standings, now: date, calendar: calendar).text(Layout()) == """
        01 Ropes      passed           15 of 15  04:12
        02 Windmills  passed (quick)   15 of 15  04:12
        03 Knots      changed since      1 of 3  2026-11-28  deadlock
        04 Nets       not started

        1 of 4 whole
        """)
  }

  @Test func `advice says what to read, what to open and what to do first`() throws {
    let lesson = Lesson("# 01 Ropes: pull\n\n## The task\n\n1. Pull.\n")
    func advice(_ state: Standing.State) throws -> String {
      Advice(standing: Standing(exercise: try exercise("01-Ropes"), state: state), lesson: lesson)
        .text(Layout())
    }
    #expect(
      try advice(.notStarted) == """
        01 Ropes: pull
           Read  Exercises/01-Ropes/README.md
           Open  Exercises/01-Ropes/Ropes.swift
           First Replace the line `throw NotStarted()`. Point 1 of the task: Pull.
           Then  swift run grader watch Ropes
        """)
    let kept = KeptVerdict(result, fingerprint: "", extent: .whole)
    #expect(try advice(.checked(kept)).contains("First Now, this failed: it stops [deadlock]"))
    #expect(try advice(.checked(kept)).hasSuffix("swift run grader explain deadlock"))
    #expect(try advice(.changed(kept)).contains("When it was checked last, this failed: it stops"))
    #expect(try advice(.missing).contains("swift run grader reset Ropes"))
  }

  private let result = ExerciseResult(
    name: "Ropes",
    checks: [verdict("it pulls"), verdict("it stops", .failed, points: 2, diagnosis: "deadlock")])

  private func state(
    _ text: String?, kept: KeptVerdict?, kit: String = "kit"
  ) throws -> Standing.State {
    try withFolder(text.map { ["01-Ropes/Ropes.swift": $0] } ?? [:]) { folder in
      let exercise = try exercise("01-Ropes")
      return Standing(
        of: exercise, files: ExerciseFiles.readable(of: exercise, below: folder), kept: kept,
        kitFingerprint: kit
      ).state
    }
  }

  private func fingerprint(_ text: String) throws -> String {
    try withFolder(["Ropes.swift": text]) {
      Fingerprint.of([$0.appendingPathComponent("Ropes.swift")], kit: "kit")
    }
  }
}
