import Combinations
import Foundation
import Judge

/// `verify`: proves the kit on solutions whose verdicts are known.
struct VerifyCommand: Command {
  static let name = "verify"
  static let operands = "[Name[/Solution] ...]"
  static let options = [
    parts, points, hostile, .sandbox, .quick, often, load, cores, .jobs,
    .format(Reports.ofVerification),
  ]
  static let summary = "proves the kit: right solutions pass, wrong ones get their diagnosis"

  private static let parts = Option(
    name: "--combinations", value: "EXTENT", choices: Combination.Extent.allCases.map(\.rawValue),
    help: """
      judge solutions put together from parts in place of the banks, right ones and
      broken ones: pairs, in which every two parts meet, or all
      """)
  private static let points = Option(
    name: "--points", help: "run every check of wrong solutions too, and tell what each earns")
  private static let hostile = Option(
    name: "--hostile",
    help: """
      run code that tries something against whoever runs it in place of the banks, and
      tell what it gained, whom it changed and what it left
      """)
  private static let often = Option(
    name: "--repeat", value: "N", range: 1...10000,
    help: """
      judge every solution so often, 1 to 10000, and tell how often each verdict
      came; stopped and called again, it goes on where it was
      """)
  private static let load = Option(
    name: "--load", value: "N", range: 0...64, help: "keep N cores busy meanwhile, 0 to 64")
  private static let cores = Option(
    name: "--cores", value: "N", range: 1...1024, help: "use N cores only (Linux)")

  /// The exercises, or single solutions as `Exercise/Solution`; all if empty.
  let solutions: [String]
  /// Which combinations of parts are judged instead of the banks; nil for none.
  let combinations: Combination.Extent?
  /// Whether all checks are run, to tell how many points each solution earns.
  let tellsPoints: Bool
  /// Whether code is run that tries something, in place of the banks.
  let isHostile: Bool
  /// Whether student code runs in a sandbox.
  let sandbox: SandboxChoice
  /// Whether timed and long checks are left out.
  let isQuick: Bool
  let jobs: Int?
  let format: any Report<Verification>
  /// How often each solution is judged.
  let times: Int
  /// How many threads keep cores busy meanwhile.
  let load: Int
  /// How many cores may be used; nil for all.
  let cores: Int?

  init(_ arguments: inout Arguments) throws(UsageError) {
    combinations = try arguments.word(Self.parts).flatMap(Combination.Extent.init)
    tellsPoints = arguments.flag(Self.points)
    isHostile = arguments.flag(Self.hostile)
    sandbox = try arguments.sandbox(isHostile ? .auto : .off)
    isQuick = arguments.flag(.quick)
    jobs = try arguments.number(.jobs)
    format = try arguments.report(among: Reports.ofVerification)
    times = try arguments.number(Self.often) ?? 1
    load = try arguments.number(Self.load) ?? 0
    cores = try arguments.number(Self.cores)
    solutions = try arguments.operands()
  }

  /// One verdict on one solution.
  struct Row: Codable, Equatable, Sendable {
    let exercise: String
    let solution: String
    let expected: Ending
    let got: Ending
    /// The names of checks before the first problem that could not be measured.
    let notMeasured: [String]
    var isExpected: Bool
    /// The check whose problem comes first; nil if there is none.
    let check: String?
    /// What the student would read.
    var message: String?
    let seconds: Double
    /// What it earned; nil if only the first problem was looked for.
    var score: Earned? = nil
    /// The check that took longest; nil if none took a tenth of a second.
    var longest: Longest? = nil

    /// The same with what it earned, which may be at most so many percent.
    func earning(_ score: Score, atMost most: Int?) -> Row {
      var row = self
      row.score = Earned(points: score.points, maxPoints: score.maxPoints)
      guard let most, 100 * score.points > most * score.maxPoints else { return row }
      row.isExpected = false
      row.message = "It earns \(score.inWords) points, where at most \(most)% are expected."
      return row
    }
  }

  /// A check and how long it took.
  struct Longest: Codable, Equatable, Sendable {
    let check: String
    let seconds: Double

    /// The one among these; nil if none took a tenth of a second.
    init?(of checks: [Verdict]) {
      guard let longest = checks.max(by: { $0.seconds < $1.seconds }), longest.seconds >= 0.1
      else { return nil }
      (check, seconds) = (longest.check, longest.seconds)
    }
  }

  /// Points of a solution.
  struct Earned: Codable, Hashable, Sendable {
    let points: Int
    let maxPoints: Int
  }

  /// Prints the matrix, and returns the exit status.
  func run() throws -> Int32 {
    if let cores { try Load.bind(to: cores) }
    let kit = try Kit()
    if isHostile { return try runHostile(kit) }
    let solutions =
      try combinations.map { try KnownSolution.combinations($0, of: self.solutions, in: kit) }
      ?? KnownSolution.named(self.solutions, in: kit)
    let exercises = kit.exercises.filter { one in solutions.contains { $0.exercise == one } }
    try kit.prepare(Console.say)
    // Of a wrong solution the first problem counts: that is what its student reads. What it earns
    // takes all checks.
    let extent: SuiteRun.Extent = isQuick ? .quick : .everything
    let whole = try Grading(
      kit: kit, exercises: exercises, extent: extent, sandbox: sandbox)
    let upToProblem = try Grading(
      kit: kit, exercises: exercises, extent: extent.union(.firstProblem), sandbox: sandbox)
    let journal =
      times > 1 && !tellsPoints && !isQuick
      ? try Journal(Journal.file(kit: kit, load: self.load, cores: cores)) : nil
    let load = Load(loops: self.load)
    defer { load.end() }
    let display = ProgressDisplay(total: solutions.count)
    // Those that come to their timed checks first: these need the machine to themselves, and one after
    // another they get it at less waiting than each among solutions that fail before.
    let timed = [Ending.passed, .notStarted, .diagnosis("tooSlow")]
    let order =
      solutions.indices.filter { timed.contains(solutions[$0].expected) }
      + solutions.indices.filter { !timed.contains(solutions[$0].expected) }
    // Most of a verdict is waiting, for a subject to be still.
    let judged = inParallel(order, jobs: jobs ?? 4 * Machine.cores) { index in
      let solution = solutions[index]
      let known = journal?.rows(of: solution) ?? []
      let grading = solution.expected == .passed || tellsPoints ? whole : upToProblem
      let name = "\(solution.exercise.name) \(solution.name)"
      display.note(name)
      var rows = Array(known.prefix(times))
      grading.results(
        of: solution.exercise, files: ExerciseFiles(file: solution.file),
        times: times - rows.count
      ) { result, seconds in
        var row = Self.row(solution, result, seconds: seconds)
        if tellsPoints { row = row.earning(result.score, atMost: solution.most) }
        journal?.add(row, of: solution)
        rows.append(row)
      }
      let tally = Tally(rows)
      let mark = tally.isExpected ? "" : " (!)"
      display.end(name, "\(name): \(tally.verdicts)\(mark)")
      return tally
    }
    journal?.end(of: solutions)
    let tallies = zip(order, judged).sorted { $0.0 < $1.0 }.map(\.1)
    print(try format.text(of: Verification(tallies)), terminator: "")
    return tallies.allSatisfy(\.isExpected) ? 0 : 1
  }

  /// Runs what is hostile, prints what came of it, and returns the exit status.
  private func runHostile(_ kit: Kit) throws -> Int32 {
    let solutions = try HostileSolution.named(self.solutions, in: kit)
    try kit.prepare(Console.say)
    let exercises = kit.exercises.filter { one in solutions.contains { $0.exercise == one } }
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: isQuick ? .quick : .everything, sandbox: sandbox)
    let run = HostileRun(
      kit: kit, solutions: solutions, grading: grading, jobs: jobs ?? 4 * Machine.cores)
    let report = try run.run()
    print(format.name == "json" ? try JSONReport().text(of: report) : report.text, terminator: "")
    return report.isContained ? 0 : 1
  }

  /// Compares a result with what is expected of a solution.
  static func row(
    _ solution: KnownSolution, _ result: ExerciseResult, seconds: Double
  ) -> Row {
    let problem = result.firstProblem
    let got = Ending(of: result, lines: solution.lines, prints: solution.prints)
    // What is behind the first problem may just not have been run.
    let notMeasured = result.checks.prefix { $0.check != problem?.check }
      .filter { $0.status == .notMeasured }
    // A machine that can't tell loses nobody a point. So it may let code go that is slow and
    // nothing else, or find it out only where it doesn't come to an end.
    let isLetGo =
      solution.expected == .diagnosis("tooSlow") && [.passed, .diagnosis("timedOut")].contains(got)
      && !notMeasured.isEmpty
    return Row(
      exercise: solution.exercise.name, solution: solution.name,
      expected: solution.expected, got: got, notMeasured: notMeasured.map(\.check),
      isExpected: got == solution.expected || isLetGo,
      check: problem?.check, message: problem?.message ?? result.message, seconds: seconds,
      longest: Longest(of: result.checks))
  }
}
