import Foundation
import Judge
import Testing

@testable import grader

@Suite struct TextReportTests {
  @Test func `what is right, what is not begun and what is wrong have a line each`() throws {
    let text = try report([
      ExerciseResult(name: "Ropes", checks: [verdict("it pulls", points: 3)]),
      ExerciseResult(
        name: "Windmills",
        checks: [
          verdict("it turns", points: 2),
          verdict(
            "it stops", .failed, points: 2, diagnosis: "deadlock",
            message: "all 4 threads slept\nNobody wakes one.", printed: "turning\n  still turning"),
          verdict("it is fast", .failed, diagnosis: "tooSlow", message: "slow"),
          verdict("it rests", .failed, diagnosis: "busyWait", message: "busy"),
        ]),
      ExerciseResult(
        name: "Knots", status: .notStarted, plan: [verdict("it holds", points: 4)],
        message: "There is no file Knots.swift."),
    ])
    #expect(
      text == """
        01 Ropes      passed          3 of 3 points
        02 Windmills  failed          2 of 6 points
        10 Knots      not started     0 of 4 points   There is no file Knots.swift.

        02 Windmills: it stops [deadlock]
           all 4 threads slept
           Nobody wakes one.
           Your code printed:
              turning
                still turning
           (2 more checks fail; mend this one first.)

        5 of 13 points

        What the judge does, and how to read this: Exercises/README.md, "How to read a
        report"
        """)
  }

  @Test(arguments: [
    (0, 1, "1 check wasn't reached"), (0, 2, "2 checks weren't reached"),
    (1, 1, "1 more check fails, 1 wasn't reached"),
    (2, 3, "2 more checks fail, 3 weren't reached"),
  ])
  func `checks that weren't reached are counted beside those that fail`(
    failed: Int, unreached: Int, rest: String
  ) throws {
    let checks =
      (0...failed).map { verdict("\($0)", .failed, diagnosis: "sequential", message: "one") }
      + (0..<unreached).map { verdict("needs \($0)", .notReached) }
    let text = try report([ExerciseResult(name: "Ropes", checks: checks)])
    #expect(text.contains("\n   (\(rest); mend this one first.)\n"))
    #expect(text.contains("0 of \(failed + 1 + unreached) points"))
  }

  @Test func `what a timed check measured is drawn`() throws {
    var fast = verdict("it is fast")
    let rounds = [Round(before: 2, student: 1.9, after: 2)]
    let measurement = Measurement(rounds, by: SpeedupRule(workers: 2))
    fast.finding = Finding(remark: nil, measurement: measurement)
    let text = try report([ExerciseResult(name: "Ropes", checks: [fast])])
    #expect(
      text == """
        01 Ropes      passed          1 of 1 points

        01 Ropes: it is fast
           you       1.90x  ######################################
           needed    1.50x  ##############################
           possible  2.00x  ########################################

        1 of 1 points

        All checks of Ropes hold. What comes next: swift run grader next
        """)
  }

  @Test func `a compiler's error stands for all the checks that couldn't run`() throws {
    let text = try report([
      ExerciseResult(
        name: "Ropes", status: .didNotCompile, plan: [verdict("a"), verdict("b")],
        message: "Ropes.swift:1:1: no\n    let")
    ])
    #expect(
      text == """
        01 Ropes      doesn't compile 0 of 2 points

        01 Ropes: doesn't compile
           Ropes.swift:1:1: no
               let

        0 of 2 points
        """)
  }

  @Test func `a failure of the kit is told as such`() throws {
    let text = try report([
      ExerciseResult(
        name: "Ropes", status: .judgeError, plan: [verdict("a")], message: "The kit itself failed"),
      ExerciseResult(
        name: "Knots", checks: [verdict("a"), verdict("b", .judgeError, message: "no end")]),
    ])
    #expect(
      text == """
        01 Ropes      kit error       0 of 1 points
        10 Knots      kit error       1 of 2 points

        01 Ropes: kit error
           The kit itself failed

        10 Knots: b
           no end

        1 of 3 points
        """)
  }

  @Test func `what could not be measured costs nothing, and is told with its reason`() throws {
    let text = try report([
      ExerciseResult(
        name: "Ropes",
        checks: [
          verdict("it pulls"), verdict("it is fast", .notMeasured, points: 2, message: "one core"),
          verdict("it stays fast", .notMeasured, points: 2, message: "busy"),
        ])
    ])
    #expect(
      text == """
        01 Ropes      passed          5 of 5 points   (2 not measured)

        01 Ropes: it is fast
           one core
        01 Ropes: it stays fast
           busy

        5 of 5 points

        All checks of Ropes hold, except for 2 that weren't measured. What comes next:
        swift run grader next
        """)
  }

  @Test func `a check that was left open is the problem of an exercise that was begun`() throws {
    let text = try report([
      ExerciseResult(
        name: "Ropes",
        checks: [verdict("a"), verdict("b", .notStarted, message: "open the file")])
    ])
    #expect(
      text == """
        01 Ropes      failed          1 of 2 points

        01 Ropes: b
           open the file

        1 of 2 points
        """)
  }

  @Test func `which of several files was taken is told before what is wrong with it`() throws {
    let text = try report([
      ExerciseResult(
        name: "Ropes", checks: [verdict("a", .failed, diagnosis: "crashed", message: "signal 4")],
        message: "2 files are named Ropes.swift; Ropes.swift was taken")
    ])
    #expect(
      text == """
        01 Ropes      failed          0 of 1 points

        01 Ropes: a [crashed]
           2 files are named Ropes.swift; Ropes.swift was taken
           signal 4

        0 of 1 points

        What the judge does, and how to read this: Exercises/README.md, "How to read a
        report"
        """)
  }

  @Test func `nothing graded is nothing but a sum`() throws {
    #expect(try report([]) == "\n0 of 0 points")
  }

  @Test func `who has begun nothing is told where the path is`() throws {
    let stub = { (name: String) in
      ExerciseResult(name: name, status: .notStarted, plan: [verdict("a")], message: "")
    }
    let path = "The path from one exercise to the next is in Exercises/README.md."
    #expect(try report([stub("Ropes"), stub("Knots")]).hasSuffix("0 of 2 points\n\n\(path)"))
    #expect(try !report([stub("Ropes")]).contains(path))
    let begun = ExerciseResult(name: "Knots", checks: [verdict("a")])
    #expect(try !report([stub("Ropes"), begun]).contains(path))
  }

  @Test func `colour is put around the status alone, and only when it is wanted`() throws {
    let results = [
      ExerciseResult(name: "Ropes", checks: [verdict("a")]),
      ExerciseResult(name: "Windmills", checks: [verdict("a", .failed, message: "m")]),
      ExerciseResult(name: "Knots", status: .notStarted, plan: [verdict("a")], message: ""),
    ]
    let plain = try report(results)
    let coloured = try report(results, Layout(hasColour: true))
    #expect(!plain.contains("\u{1b}"))
    #expect(
      coloured.split(separator: "\n").prefix(4) == [
        "01 Ropes      \u{1b}[32mpassed         \u{1b}[0m 1 of 1 points",
        "02 Windmills  \u{1b}[31mfailed         \u{1b}[0m 0 of 1 points",
        "10 Knots      \u{1b}[33mnot started    \u{1b}[0m 0 of 1 points",
        "   open Exercises/10-Knots/Knots.swift",
      ])
    #expect(coloured.replacing(/\u{1b}\[\d+m/, with: "") == plain)
  }

  @Test func `every check is told with its verdict, if that is wanted`() throws {
    let results = [
      ExerciseResult(
        name: "Ropes",
        checks: [
          verdict("it pulls", points: 3),
          verdict(
            "it stops, however many pull at it, and however long the rope is", .failed,
            diagnosis: "overlappingCallback", message: "no"),
          verdict("it rests", .notReached),
        ])
    ]
    let text = try report(results, tellsAllChecks: true)
    #expect(
      text.contains(
        """
        01 Ropes: all checks
           passed               it pulls (3 of 3)
           overlappingCallback  it stops, however many pull at it, and however long the
                                rope is (0 of 1)
           not reached          it rests (0 of 1)
        """), "\(text)")
    #expect(try !report(results).contains("all checks"))
  }

  @Test(arguments: [20, 40, 80, 200]) func `no line is wider than the terminal`(width: Int) throws {
    let long = String(repeating: "words and more words ", count: 20)
    let results = [
      ExerciseResult(
        name: "Windmills",
        checks: [
          verdict(
            long, .failed, diagnosis: "deadlock", message: long + "\n   " + long, printed: long)
        ], message: long),
      ExerciseResult(name: "Knots", status: .notStarted, plan: [verdict("a")], message: long),
      ExerciseResult(name: "Ropes", status: .didNotCompile, plan: [verdict("a")], message: long),
    ]
    let text = try report(results, Layout(width: width), tellsAllChecks: true)
    // The line of an exercise has its name, state and points, and is as wide as these.
    let lines = text.split(separator: "\n").filter { width >= 60 || !$0.contains(" points") }
    #expect(lines.allSatisfy { columns(of: $0) <= width }, "\(text)")
  }

  @Test func `the first of those that aren't started tells which file to open`() throws {
    let stub = { (name: String) in
      ExerciseResult(name: name, status: .notStarted, plan: [verdict("a")], message: "")
    }
    let text = try report([stub("Ropes"), stub("Knots")], Layout(width: 60))
    #expect(
      text.hasPrefix(
        """
        01 Ropes      not started     0 of 1 points
           open Exercises/01-Ropes/Ropes.swift
        10 Knots      not started     0 of 1 points

        """), "\(text)")
  }

  @Test func `who is through with an exercise is told so, and what comes next`() throws {
    let text = try report([ExerciseResult(name: "Ropes", checks: [verdict("a")])])
    #expect(text.hasSuffix("All checks of Ropes hold. What comes next: swift run grader next"))
  }

  @Test func `remarks stand with their exercise, and those on the whole at the end`() throws {
    let results = [
      ExerciseResult(name: "Ropes", checks: [verdict("it pulls")]),
      ExerciseResult(
        name: "Windmills", checks: [verdict("a", .failed, diagnosis: "deadlock", message: "m")]),
      ExerciseResult(
        name: "Knots", status: .didNotCompile, plan: [verdict("a")], message: "Knots.swift:1:1: no"),
    ]
    let remarks = [
      Remark(kind: .nearlyNamed, exercise: "Ropes", text: "on Ropes"),
      Remark(kind: .severalFiles, exercise: "Windmills", text: "on Windmills"),
      Remark(kind: .hasMain, exercise: "Knots", text: "on Knots"),
      Remark(kind: .filesNotRead, text: "on all"),
    ]
    let document = Document(root: "/r", exercises: results, remarks: remarks, isQuick: true)
    #expect(
      TextReport(layout: Layout(width: 80)).text(
        of: GradedSubmission(document: document, exercises: [])
      ).hasSuffix(
        """
         Ropes: on Ropes

         Windmills: a [deadlock]
           on Windmills
           m

         Knots: doesn't compile
           Knots.swift:1:1: no
           on Knots

        on all

        1 of 3 points

        What the judge does, and how to read this: Exercises/README.md, "How to read a
        report"

        Graded with --quick: timed and long checks were left out and count as if they
        had passed. These points are no marks.

        """))
    let json = try JSONReport().text(of: document)
    #expect(try JSONDecoder().decode(Document.self, from: Data(json.utf8)) == document)
  }

  @Test func `each status has words of its own`() {
    #expect(Set(Status.allCases.map(\.inWords)).count == Status.allCases.count)
  }

  private func report(
    _ results: [ExerciseResult], _ layout: Layout = Layout(), tellsAllChecks: Bool = false
  ) throws -> String {
    let exercises = try ["01-Ropes", "02-Windmills", "10-Knots"].map(exercise)
    let document = Document(root: "/r", exercises: results)
    let text = TextReport(layout: layout, tellsAllChecks: tellsAllChecks)
      .text(of: GradedSubmission(document: document, exercises: exercises))
    #expect(text.hasSuffix("\n"))
    return String(text.dropLast())
  }
}
