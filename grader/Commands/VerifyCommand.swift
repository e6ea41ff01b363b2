import Foundation
import Judge

/// `verify`: proves the kit on solutions whose verdicts are known.
struct VerifyCommand {
  let options: Invocation.VerifyOptions

  /// One solution's row of the matrix.
  struct Row: Codable, Equatable, Sendable {
    let exercise: String
    let solution: String
    let expected: String
    /// The diagnosis of the first problem, or the exercise's status.
    let got: String
    /// The names of checks that could not be measured.
    let notMeasured: [String]
    let isExpected: Bool
    /// What the student would read.
    let message: String?
    let seconds: Double
  }

  /// Prints the matrix, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: options.exercises)
    let solutions = try exercises.flatMap { try KnownSolution.all(of: $0, in: kit) }
    try kit.prepare(Console.say)
    // Of a wrong solution the first problem counts: that is what its student reads.
    let whole = try Grading(kit: kit, exercises: exercises)
    let upToProblem = try Grading(kit: kit, exercises: exercises, extent: .firstProblem)
    let counter = Console.Counter(total: solutions.count)
    let rows = inParallel(solutions, jobs: options.jobs ?? 2 * Machine.cores) { solution in
      let start = ContinuousClock.now
      let result = (solution.expected == .passed ? whole : upToProblem)
        .result(of: solution.exercise, files: ExerciseFiles(file: solution.file))
      let seconds = (ContinuousClock.now - start).inSeconds
      let row = Self.row(solution, result, seconds: seconds)
      counter.tick("\(row.exercise) \(row.solution): \(row.got)\(row.isExpected ? "" : " (!)")")
      return row
    }
    switch options.format {
    case .json: print(try JSONReport.text(rows), terminator: "")
    case .text: print(Self.text(rows))
    }
    return rows.allSatisfy(\.isExpected) ? 0 : 1
  }

  /// Compares a result with what is expected of a solution.
  static func row(
    _ solution: KnownSolution, _ result: ExerciseResult, seconds: Double
  ) -> Row {
    let problem = result.firstProblem
    // A kit that failed anywhere has proved nothing.
    let got =
      result.status == .judgeError
      ? result.status.rawValue
      : problem?.diagnosis ?? problem?.status.rawValue ?? result.status.rawValue
    let notMeasured = result.checks.filter { $0.status == .notMeasured }
    // A machine that can't tell loses nobody a point. So it may let code go that is slow and
    // nothing else, or find it out only where it doesn't come to an end.
    let isLetGo =
      solution.expected == .diagnosis("tooSlow") && ["passed", "timedOut"].contains(got)
      && !notMeasured.isEmpty
    return Row(
      exercise: solution.exercise.name, solution: solution.name,
      expected: "\(solution.expected)", got: got, notMeasured: notMeasured.map(\.check),
      isExpected: got == "\(solution.expected)" || isLetGo,
      message: problem?.message ?? result.message, seconds: seconds)
  }

  /// The matrix as text, with the message of every row that isn't as expected.
  static func text(_ rows: [Row]) -> String {
    let width = rows.map(\.solution.count).max() ?? 0
    let lines = rows.map { row in
      let name = row.solution.padding(toLength: width, withPad: " ", startingAt: 0)
      let expected = row.expected.padding(toLength: 20, withPad: " ", startingAt: 0)
      let clock =
        row.expected == "passed" && !row.notMeasured.isEmpty ? "   (time not measured)" : ""
      let line = "\(row.exercise)  \(name)  \(expected) \(row.isExpected ? "ok" : "NOT EXPECTED")"
      let rest = row.isExpected ? clock : ": \(row.got)\n     \(row.message ?? "")"
      return line + rest
    }
    let wrong = rows.count { !$0.isExpected }
    return lines.joined(separator: "\n")
      + "\n\n\(rows.count) solutions, \(wrong) of them not as expected"
  }
}
