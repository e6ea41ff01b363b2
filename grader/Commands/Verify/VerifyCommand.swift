import Foundation
import Judge

/// `verify`: proves the kit on solutions whose verdicts are known.
struct VerifyCommand {
  let options: Invocation.VerifyOptions

  /// One verdict on one solution.
  struct Row: Codable, Equatable, Sendable {
    let exercise: String
    let solution: String
    let expected: String
    /// The diagnosis of the first problem, or the exercise's status.
    let got: String
    /// The names of checks before the first problem that could not be measured.
    let notMeasured: [String]
    let isExpected: Bool
    /// The check whose problem comes first; nil if there is none.
    let check: String?
    /// What the student would read.
    let message: String?
    let seconds: Double
  }

  /// Prints the matrix, and returns the exit status.
  func run() throws -> Int32 {
    if let cores = options.cores { try Load.bind(to: cores) }
    let kit = try Kit()
    let solutions =
      try options.combinations.map {
        try KnownSolution.combinations($0, of: options.solutions, in: kit)
      } ?? KnownSolution.named(options.solutions, in: kit)
    let exercises = kit.exercises.filter { one in solutions.contains { $0.exercise == one } }
    try kit.prepare(Console.say)
    // Of a wrong solution the first problem counts: that is what its student reads.
    let whole = try Grading(kit: kit, exercises: exercises)
    let upToProblem = try Grading(kit: kit, exercises: exercises, extent: .firstProblem)
    let journal =
      options.times > 1 ? try Journal(Journal.file(kit: kit, options: options)) : nil
    let load = Load(loops: options.load)
    defer { load.end() }
    let counter = Console.Counter(total: solutions.count)
    // Those that come to their timed checks first: these need the machine to themselves, and one after
    // another they get it at less waiting than each among solutions that fail before.
    let timed = [KnownSolution.Expectation.passed, .notStarted, .diagnosis("tooSlow")]
    let order =
      solutions.indices.filter { timed.contains(solutions[$0].expected) }
      + solutions.indices.filter { !timed.contains(solutions[$0].expected) }
    // Most of a verdict is waiting, for a subject to be still.
    let judged = inParallel(order, jobs: options.jobs ?? 4 * Machine.cores) { index in
      let solution = solutions[index]
      let known = journal?.rows(of: solution) ?? []
      let grading = solution.expected == .passed ? whole : upToProblem
      var rows = Array(known.prefix(options.times))
      grading.results(
        of: solution.exercise, files: ExerciseFiles(file: solution.file),
        times: options.times - rows.count
      ) { result, seconds in
        let row = Self.row(solution, result, seconds: seconds)
        journal?.add(row, of: solution)
        rows.append(row)
      }
      let tally = Tally(rows)
      let mark = tally.isExpected ? "" : " (!)"
      counter.tick("\(solution.exercise.name) \(solution.name): \(tally.verdicts)\(mark)")
      return tally
    }
    journal?.end(of: solutions)
    let tallies = zip(order, judged).sorted { $0.0 < $1.0 }.map(\.1)
    switch options.format {
    case .json: print(try JSONReport.text(VerifyReport(tallies)), terminator: "")
    case .text: print(VerifyReport(tallies).text)
    }
    return tallies.allSatisfy(\.isExpected) ? 0 : 1
  }

  /// Compares a result with what is expected of a solution.
  static func row(
    _ solution: KnownSolution, _ result: ExerciseResult, seconds: Double
  ) -> Row {
    let problem = result.firstProblem
    // A kit that failed anywhere has proved nothing.
    var got =
      result.status == .judgeError
      ? result.status.rawValue
      : problem?.diagnosis ?? problem?.status.rawValue ?? result.status.rawValue
    if let problem, !solution.lines.isEmpty, !solution.lines.contains(where: problem.shows) {
      got += " (elsewhere)"
    }
    // What is behind the first problem may just not have been run.
    let notMeasured = result.checks.prefix { $0.check != problem?.check }
      .filter { $0.status == .notMeasured }
    // A machine that can't tell loses nobody a point. So it may let code go that is slow and
    // nothing else, or find it out only where it doesn't come to an end.
    let isLetGo =
      solution.expected == .diagnosis("tooSlow") && ["passed", "timedOut"].contains(got)
      && !notMeasured.isEmpty
    return Row(
      exercise: solution.exercise.name, solution: solution.name,
      expected: "\(solution.expected)", got: got, notMeasured: notMeasured.map(\.check),
      isExpected: got == "\(solution.expected)" || isLetGo,
      check: problem?.check, message: problem?.message ?? result.message, seconds: seconds)
  }
}
