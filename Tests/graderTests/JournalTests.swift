import Foundation
import Testing

@testable import grader

@Suite struct JournalTests {
  @Test func `a run goes on with the verdicts of one that was stopped`() throws {
    try withJournal { file, solution in
      do {
        let stopped = try Journal(file)
        stopped.add(row(seconds: 1), of: solution)
        stopped.add(row(seconds: 2), of: solution)
      }
      #expect(try Journal(file).rows(of: solution) == [row(seconds: 1), row(seconds: 2)])
    }
  }

  @Test func `a verdict on a solution that has changed since isn't taken`() throws {
    try withJournal { file, solution in
      try Journal(file).add(row(seconds: 1), of: solution)
      try Data("func pull() { tie() }".utf8).write(to: solution.file)
      #expect(try Journal(file).rows(of: solution).isEmpty)
    }
  }

  @Test func `a line that was torn costs only its own verdict`() throws {
    try withJournal { file, solution in
      try Journal(file).add(row(seconds: 1), of: solution)
      let whole = try Data(contentsOf: file)
      try (whole + whole.prefix(whole.count / 2)).write(to: file)
      try Journal(file).add(row(seconds: 2), of: solution)
      #expect(try Journal(file).rows(of: solution) == [row(seconds: 1), row(seconds: 2)])
    }
  }

  @Test func `runs at the same time share it, and the last to come to its end removes it`() throws {
    try withJournal { file, solution in
      let last = try Journal(file)
      do {
        let first = try Journal(file)
        for journal in [first, last, first] { journal.add(row(seconds: 1), of: solution) }
        #expect(try Journal(file).rows(of: solution).count == 3)
        first.end(of: [solution])
        #expect(FileManager.default.fileExists(atPath: file.path))
      }
      last.end(of: [solution])
      #expect(!FileManager.default.fileExists(atPath: file.path))
    }
  }

  @Test func `a run's end leaves the verdicts of another that was stopped`() throws {
    try withJournal { file, solution in
      let other = KnownSolution(
        exercise: solution.exercise, name: "OneLock", file: solution.file, expected: .passed)
      try Journal(file).add(row(seconds: 1), of: solution)
      do {
        let complete = try Journal(file)
        complete.add(row("OneLock", seconds: 2), of: other)
        complete.end(of: [other])
      }
      let next = try Journal(file)
      #expect(next.rows(of: solution) == [row(seconds: 1)])
      #expect(next.rows(of: other).isEmpty)
      next.add(row(seconds: 3), of: solution)
      #expect(try Journal(file).rows(of: solution).count == 2)
    }
  }

  @Test func `what ended while another run went on isn't taken for a stopped run`() throws {
    try withJournal { file, solution in
      let other = KnownSolution(
        exercise: solution.exercise, name: "OneLock", file: solution.file, expected: .passed)
      do {
        let (goesOn, ends) = (try Journal(file), try Journal(file))
        ends.add(row(seconds: 1), of: solution)
        goesOn.add(row("OneLock", seconds: 2), of: other)
        ends.end(of: [solution])
      }
      let next = try Journal(file)
      #expect(next.rows(of: solution).isEmpty)
      #expect(next.rows(of: other) == [row("OneLock", seconds: 2)])
    }
  }

  /// Lends the place of a journal, and a solution to note verdicts on.
  private func withJournal(_ body: (URL, KnownSolution) throws -> Void) throws {
    try withFolder(["TwoLocks.swift": "func pull() {}"]) { folder in
      let solution = KnownSolution(
        exercise: try exercise("04-Ropes"), name: "TwoLocks",
        file: folder.appendingPathComponent("TwoLocks.swift"), expected: .diagnosis("deadlock"))
      try body(folder.appendingPathComponent("journal.jsonl"), solution)
    }
  }

  private func row(_ solution: String = "TwoLocks", seconds: Double) -> VerifyCommand.Row {
    VerifyCommand.Row(
      exercise: "Ropes", solution: solution, expected: .diagnosis("deadlock"),
      got: .diagnosis("deadlock"),
      notMeasured: [], isExpected: true, check: "it pulls", message: nil, seconds: seconds)
  }
}
