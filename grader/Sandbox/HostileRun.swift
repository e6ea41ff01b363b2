import Foundation
import Judge

/// Runs all that is hostile beside ordinary solutions, and tells what came of it.
struct HostileRun {
  let kit: Kit
  let solutions: [HostileSolution]
  let grading: Grading
  /// How much is graded side by side.
  let jobs: Int

  /// What came of one solution that tries something.
  struct Row: Encodable, Sendable {
    let exercise: String
    let solution: String
    let tries: String
    /// What it earned, and what its honest rest earns by itself.
    let points: Int
    let honestPoints: Int
    /// What it says that it got at.
    let reached: [String]
    /// The checks that the kit itself failed at.
    let judgeErrors: Int
    /// The diagnosis of its first problem, or else its status.
    let verdict: String
    let seconds: Double

    var gained: Int { max(points - honestPoints, 0) }
    var isContained: Bool { gained == 0 && reached.isEmpty && judgeErrors == 0 }
  }

  private enum Job {
    case hostile(HostileSolution)
    case ordinary(KnownSolution)
  }

  private enum Came: Sendable {
    case hostile(Row)
    case ordinary(VerifyCommand.Row)
  }

  func run() throws -> HostileReport {
    let honest = try honestPoints()
    let ordinary = try neighbours()
    let before = LeftBehind.look()
    let display = ProgressDisplay(total: solutions.count + ordinary.count)
    let came = inParallel(mixed(ordinary), jobs: jobs) { job -> Came in
      switch job {
      case .ordinary(let solution):
        let row = judged(solution)
        let name = "\(solution.exercise.name) \(solution.name)"
        display.end(name, "\(name): \(row.got.rawValue)")
        return .ordinary(row)
      case .hostile(let solution):
        let row = judged(solution, honest[solution.file] ?? 0)
        let name = "\(row.exercise) \(row.solution)"
        display.end(name, "\(name): \(row.verdict)")
        return .hostile(row)
      }
    }
    // What is being ended takes its time to go.
    Thread.sleep(forTimeInterval: Self.timeToGo)
    let left = LeftBehind.look().added(to: before)
    left.clear()
    return HostileReport(
      sandbox: grading.sandboxing.inWords,
      solutions: came.compactMap { if case .hostile(let row) = $0 { row } else { nil } },
      neighbours: came.compactMap { if case .ordinary(let row) = $0 { row } else { nil } },
      left: left.names)
  }

  /// How long what was ended may still be seen, in seconds.
  private static let timeToGo = 2.0

  /// The ordinary solutions spread among the hostile ones.
  private func mixed(_ ordinary: [KnownSolution]) -> [Job] {
    let gap = max(solutions.count / max(ordinary.count, 1), 1)
    var rest = ordinary[...]
    var jobs: [Job] = []
    for (index, solution) in solutions.enumerated() {
      if index % gap == 0, let next = rest.popFirst() { jobs.append(.ordinary(next)) }
      jobs.append(.hostile(solution))
    }
    return jobs + rest.map { .ordinary($0) }
  }

  /// Some of the banks' own, right and wrong, of the exercises that hostile ones are of.
  private func neighbours() throws -> [KnownSolution] {
    try kit.exercises.filter { one in solutions.contains { $0.exercise == one } }.flatMap {
      let known = try KnownSolution.all(of: $0, in: kit)
      let right = known.filter { $0.expected == .passed }.prefix(2)
      let wrong = known.filter { ![.passed, .notStarted].contains($0.expected) }.prefix(2)
      return right + wrong
    }
  }

  private func judged(_ solution: KnownSolution) -> VerifyCommand.Row {
    let (result, seconds) = result(of: solution.exercise, solution.file)
    return VerifyCommand.row(solution, result, seconds: seconds)
  }

  private func judged(_ solution: HostileSolution, _ honestPoints: Int) -> Row {
    let (result, seconds) = result(of: solution.exercise, solution.file)
    let told = result.checks.flatMap { [$0.message, $0.printed] } + [result.message]
    let lines = told.compactMap(\.self).flatMap { $0.split(whereSeparator: \.isNewline) }
    let reached = lines.compactMap { line in
      line.range(of: HostileSolution.reached).map { String(line[$0.upperBound...]) }
    }
    let quoted = solution.untold.filter { untold in lines.contains { $0.contains(untold) } }
    return Row(
      exercise: solution.exercise.name, solution: solution.name, tries: solution.tries,
      points: result.points, honestPoints: honestPoints,
      reached: Set(reached + quoted.map { "a report with \($0)" }).sorted(),
      judgeErrors: result.status == .judgeError
        ? max(result.checks.count { $0.status == .judgeError }, 1) : 0,
      verdict: result.firstProblem?.diagnosis ?? result.status.rawValue, seconds: seconds)
  }

  /// What each file's honest rest earns; the same rest is graded once.
  private func honestPoints() throws -> [URL: Int] {
    let folder = kit.root.appendingPathComponent(".build/verify/honest")
    var rests: [URL: [HostileSolution]] = [:]
    for solution in solutions {
      let text = try String(contentsOf: solution.file, encoding: .utf8)
      let rest = HostileSolution.honestRest(of: text)
      let place = folder.appendingPathComponent(
        "\(solution.exercise.name)/\(Fingerprint.of([], kit: rest))")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let file = place.appendingPathComponent("\(solution.exercise.name).swift")
      try Data(rest.utf8).write(to: file, options: .atomic)
      rests[file, default: []].append(solution)
    }
    let graded = inParallel(Array(rests), jobs: jobs) { file, solutions in
      (solutions, result(of: solutions[0].exercise, file).result)
    }
    return try graded.reduce(into: [:]) { points, one in
      guard one.1.status != .judgeError, one.1.status != .didNotCompile else {
        throw GraderError(
          "the honest rest of \(one.0[0].file.path) can't be graded: \(one.1.message ?? "")")
      }
      for solution in one.0 { points[solution.file] = one.1.points }
    }
  }

  private func result(
    of exercise: KitExercise, _ file: URL
  ) -> (result: ExerciseResult, seconds: Double) {
    var came = (result: ExerciseResult(name: exercise.name, checks: []), seconds: 0.0)
    grading.results(of: exercise, files: ExerciseFiles(file: file), times: 1) { came = ($0, $1) }
    return came
  }
}

/// What came of all that is hostile.
struct HostileReport: Encodable {
  let sandbox: String
  let solutions: [HostileRun.Row]
  let neighbours: [VerifyCommand.Row]
  /// What was left on the machine in the end.
  let left: [String]

  var isContained: Bool {
    solutions.allSatisfy(\.isContained) && neighbours.allSatisfy(\.isExpected) && left.isEmpty
  }

  /// The report as text.
  var text: String {
    let changed = neighbours.filter { !$0.isExpected }
    let rows = solutions.map { row in
      let marks =
        [
          row.gained > 0 ? "gains \(row.gained) points" : nil,
          row.judgeErrors > 0 ? "\(row.judgeErrors) judge errors" : nil,
        ].compactMap(\.self) + row.reached.map { "reached \($0)" }
      return "\(row.isContained ? "  " : "! ")\(row.exercise) \(row.solution) (\(row.verdict), "
        + "\(row.points) of \(row.honestPoints) points)"
        + (marks.isEmpty ? "" : ": " + marks.joined(separator: ", "))
    }
    let sums = [
      "\(solutions.count) hostile solutions, \(solutions.count { !$0.isContained }) not contained",
      "\(solutions.map(\.gained).reduce(0, +)) points gained",
      "\(solutions.map(\.judgeErrors).reduce(0, +)) judge errors",
      "\(changed.count) of \(neighbours.count) neighbours changed",
      "\(left.count) things left behind",
    ]
    return
      ([sandbox, ""] + rows
      + changed.map {
        "! neighbour \($0.exercise) \($0.solution): \($0.got.rawValue), not \($0.expected.rawValue): "
          + ($0.message ?? "")
      } + left.map { "! left behind: \($0)" } + ["", sums.joined(separator: ", ")])
      .joined(separator: "\n") + "\n"
  }
}
