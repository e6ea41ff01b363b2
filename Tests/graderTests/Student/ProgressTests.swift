import Foundation
import Testing

@testable import Judge
@testable import grader

@Suite struct ProgressTests {
  @Test func `what is kept is read back`() throws {
    try withFolder { folder in
      let file = ProgressFile(in: folder.appendingPathComponent(".grader"))
      #expect(file.read() == Progress())
      let verdict = KeptVerdict(failing, fingerprint: "f", extent: .whole)
      try file.update { progress in
        progress.verdicts["Ropes"] = verdict
        progress.hints["Ropes"] = 2
        progress.last = "Ropes"
      }
      let read = file.read()
      #expect(read.verdicts["Ropes"] == verdict)
      #expect(read.hints == ["Ropes": 2])
      #expect(read.last == "Ropes")
      #expect(verdict.problem == "it stops" && verdict.diagnosis == "deadlock")
      #expect(!verdict.isWhole)
    }
  }

  @Test(arguments: ["", "{", "[]", "null", "{\"version\": 1}", "\u{0}\u{1}", "{\"version\": 99}"])
  func `a damaged file, or one of another version, is as none, and is written anew`(
    damaged: String
  ) throws {
    try withFolder(["progress.json": damaged]) { folder in
      let file = ProgressFile(in: folder)
      #expect(file.read() == Progress())
      try file.update { $0.last = "Ropes" }
      #expect(file.read().last == "Ropes")
    }
  }

  @Test func `of several exercises the one is found that had a mistake last`() {
    var progress = Progress()
    for (name, day) in [("Ropes", 1.0), ("Knots", 3), ("Sails", 2)] {
      progress.verdicts[name] = KeptVerdict(
        failing, fingerprint: "f", extent: .whole, date: Date(timeIntervalSince1970: day))
    }
    let mistake = progress.verdicts["Ropes"]?.diagnosis ?? ""
    #expect(progress.lastWith(mistake) == "Knots")
    #expect(progress.lastWith("none") == nil)
  }

  @Test func `a file that is cut anywhere is as none`() throws {
    try withFolder { folder in
      let file = ProgressFile(in: folder)
      try file.update {
        $0.verdicts["Ropes"] = KeptVerdict(failing, fingerprint: "f", extent: .whole)
      }
      let whole = try Data(contentsOf: file.url)
      for length in stride(from: 0, to: whole.count - 2, by: 7) {
        try whole.prefix(length).write(to: file.url)
        #expect(file.read() == Progress(), "\(length)")
      }
    }
  }

  @Test func `several graders at once lose nothing`() throws {
    try withFolder { folder in
      _ = inParallel(Array(0..<40), jobs: 8) { number in
        // What fails is missing in the end.
        _ = try? ProgressFile(in: folder).update { $0.hints["\(number)"] = number }
      }
      #expect(ProgressFile(in: folder).read().hints.count == 40)
    }
  }

  @Test func `a folder that can't be written to stops nobody`() throws {
    try withFolder([".grader": "a file, where the folder should be"]) { folder in
      let file = ProgressFile(in: folder.appendingPathComponent(".grader"))
      #expect(file.keep { $0.last = "Ropes" } == nil)
    }
  }

  @Test func `a verdict of fewer checks doesn't take the place of a whole one on the same files`() {
    var progress = Progress()
    progress.take([Checked(result: passing, fingerprint: "f")], extent: .whole)
    progress.take([Checked(result: passing, fingerprint: "f")], extent: .quick)
    #expect(progress.verdicts["Ropes"]?.extent == .whole)
    progress.take([Checked(result: failing, fingerprint: "g")], extent: .firstProblem)
    #expect(progress.verdicts["Ropes"]?.extent == .firstProblem)
    #expect(progress.verdicts["Ropes"]?.isWhole == false)
    // Who looks for the first problem and finds none has run all.
    progress.take([Checked(result: passing, fingerprint: "g")], extent: .firstProblem)
    #expect(progress.verdicts["Ropes"]?.isWhole == true)
    progress.take([Checked(result: passing, fingerprint: "h")], extent: .quick)
    #expect(progress.verdicts["Ropes"]?.isWhole == false)
  }

  @Test func `what the kit failed at, and files that changed meanwhile, are not kept`() {
    var progress = Progress()
    let broken = ExerciseResult(name: "Ropes", status: .judgeError, plan: [], message: "no disk")
    progress.take([Checked(result: broken, fingerprint: "f")], extent: .whole)
    progress.take([Checked(result: passing, fingerprint: nil)], extent: .whole)
    #expect(progress == Progress())
  }

  @Test func `an order of steps has one number, and the oldest are forgotten`() {
    var progress = Progress()
    func number(_ token: String, root: String? = nil) -> Int {
      progress.number(of: Verdict.Order(token: token, told: "", marks: []), of: "Ropes", root: root)
    }
    #expect(number("a") == 1)
    #expect(number("b") == 2)
    #expect(number("a") == 1)
    #expect(number("a", root: "/class") == 3)
    for count in 4...30 { #expect(number("\(count)") == count) }
    #expect(progress.orders["Ropes"]?.count == Progress.mostOrders)
    #expect(progress.orders["Ropes"]?.last?.number == 30)
  }

  @Test func `of a run up to the first problem, what had no end wasn't reached`() {
    let checks = [
      verdict("a"), verdict("b", .failed, diagnosis: "deadlock"), verdict("c", .notMeasured),
      verdict("d", .judgeError), verdict("e"),
    ]
    let result = ExerciseResult(name: "Ropes", checks: checks).upToFirstProblem
    #expect(result.checks.map(\.status) == [.passed, .failed, .notReached, .notReached, .passed])
    #expect(result.score.inWords == "2 of 5")
    let holds = ExerciseResult(name: "Ropes", checks: [verdict("a"), verdict("b", .notMeasured)])
    #expect(holds.upToFirstProblem == holds)
  }

  private let passing = ExerciseResult(name: "Ropes", checks: [verdict("it pulls", points: 3)])
  private let failing = ExerciseResult(
    name: "Ropes",
    checks: [verdict("it pulls"), verdict("it stops", .failed, diagnosis: "deadlock")])
}
