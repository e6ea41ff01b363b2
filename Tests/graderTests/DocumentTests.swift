import Foundation
import Judge
import Testing

@testable import grader

@Suite struct DocumentTests {
  @Test(
    arguments: [
      ([.passed, .passed], .passed),
      ([.passed, .notMeasured], .passed),
      ([.notMeasured, .notMeasured], .passed),
      ([.passed, .failed], .failed),
      ([.failed, .notMeasured], .failed),
      ([.passed, .notStarted], .failed),
      ([.failed, .notStarted], .failed),
      ([.passed, .didNotCompile], .failed),
      ([.failed, .judgeError], .judgeError),
      ([.passed, .judgeError], .judgeError),
      ([.notStarted, .judgeError], .judgeError),
      ([.notStarted, .notStarted], .notStarted),
      ([.notStarted, .notMeasured], .notStarted),
    ] as [([Status], Status)])
  func `an exercise's status follows from those of its checks`(
    checks: [Status], status: Status
  ) {
    let result = ExerciseResult(name: "Ropes", checks: checks.map { verdict("it pulls", $0) })
    #expect(result.status == status)
    let reversed = ExerciseResult(
      name: "Ropes", checks: checks.reversed().map { verdict("it pulls", $0) })
    #expect(reversed.status == status)
  }

  @Test func `points are earned by checks that passed or could not be measured`() {
    let result = ExerciseResult(
      name: "Ropes",
      checks: [
        verdict("it pulls", points: 3), verdict("it holds", .failed, points: 4),
        verdict("it is fast", .notMeasured, points: 5), verdict("it ends", .judgeError, points: 6),
        verdict("it knots", .notStarted, points: 7),
      ])
    #expect(result.checks.map(\.points) == [3, 0, 5, 0, 0])
    #expect(result.points == 8)
    #expect(result.maxPoints == 25)
  }

  @Test func `an exercise that was not begun earns nothing, not even what can't be measured`() {
    let result = ExerciseResult(
      name: "Ropes",
      checks: [
        verdict("it pulls", .notStarted, points: 3), verdict("it is fast", .notMeasured, points: 5),
      ])
    #expect(result.checks.map(\.points) == [0, 0])
    #expect(result.checks.map(\.status) == [.notStarted, .notMeasured])
    #expect(result.points == 0)
    #expect(result.maxPoints == 8)
  }

  @Test func `what was begun keeps its points, whatever it leaves open`() {
    let result = ExerciseResult(
      name: "Ropes",
      checks: [
        verdict("it pulls", points: 3), verdict("it holds", .notStarted, points: 4),
        verdict("it is fast", .notMeasured, points: 5),
      ])
    #expect(result.points == 8)
  }

  @Test(arguments: [Status.notStarted, .didNotCompile, .judgeError])
  func `checks that couldn't run all share the exercise's status and earn nothing`(
    status: Status
  ) {
    let plan = [verdict("it pulls", points: 3), verdict("it holds", points: 4)]
    let result = ExerciseResult(name: "Ropes", status: status, plan: plan, message: "why")
    #expect(result.status == status)
    #expect(result.message == "why")
    #expect(result.checks.map(\.check) == ["it pulls", "it holds"])
    #expect(result.checks.map(\.status) == [status, status])
    #expect(result.points == 0)
    #expect(result.maxPoints == 7)
    #expect(ExerciseResult(name: "Ropes", status: status, plan: [], message: "").status == status)
  }

  @Test(
    arguments: [
      ([.passed, .failed, .judgeError, .failed], 1), ([.passed, .judgeError, .failed], 1),
      ([.notStarted, .passed, .failed], 2), ([.passed, .notStarted, .notStarted], 1),
      ([.passed, .notMeasured], nil), ([.notStarted, .notStarted], nil), ([], nil),
    ] as [([Status], Int?)])
  func `the first problem is a check that failed, else one that was left open`(
    checks: [Status], index: Int?
  ) {
    let verdicts = checks.enumerated().map { verdict("\($0.offset)", $0.element) }
    let result = ExerciseResult(name: "Ropes", checks: verdicts)
    #expect(result.firstProblem?.check == index.map { "\($0)" })
  }

  @Test func `a document adds up the points of its exercises`() {
    let document = Document(
      root: "/r",
      exercises: [
        ExerciseResult(name: "A", checks: [verdict("a", points: 2)]),
        ExerciseResult(name: "B", checks: [verdict("b", .failed, points: 3), verdict("c")]),
      ])
    #expect(document.score.points == 3)
    #expect(document.score.maxPoints == 6)
  }

  @Test(
    arguments: [
      ([], 0), ([.passed], 0), ([.passed, .notStarted], 0), ([.notStarted, .notStarted], 0),
      ([.passed, .failed], 1), ([.didNotCompile, .notStarted], 1), ([.judgeError], 2),
      ([.failed, .judgeError], 2), ([.judgeError, .didNotCompile, .passed], 2),
    ] as [([Status], Int32)])
  func `the exit status tells what is wrong: nothing, something begun, or the kit`(
    statuses: [Status], exitStatus: Int32
  ) {
    let exercises = statuses.map { status in
      status == .passed || status == .failed
        ? ExerciseResult(name: "Ropes", checks: [verdict("it pulls", status)])
        : ExerciseResult(name: "Ropes", status: status, plan: [verdict("it pulls")], message: "")
    }
    #expect(Document(root: "/r", exercises: exercises).score.status.exitStatus == exitStatus)
  }

  @Test func `what tells why goes before what it comes to`() {
    func first(_ diagnoses: String...) -> String? {
      ExerciseResult(
        name: "Ropes", checks: diagnoses.map { verdict($0, .failed, diagnosis: $0) }
      ).firstProblem?.diagnosis
    }
    #expect(first("timedOut", "wrongResult", "pipeDeadlock") == "pipeDeadlock")
    #expect(first("timedOut", "wrongResult") == "timedOut")
    #expect(first("wrongResult", "timedOut", "pipeDeadlock") == "wrongResult")
    #expect(first("crashed", "wrongResult", "dataRace") == "dataRace")
    #expect(first("crashed", "pipeDeadlock") == "crashed")
    #expect(first("wrongResult", "dataRace") == "wrongResult")
  }
}
