import Judge

/// A submission as Gradescope's results.json: every planned check with its maximum.
///
/// It follows "Autograder Specifications", section "Output format", at
/// gradescope-autograders.readthedocs.io/en/latest/specs.
struct GradescopeReport: Report {
  let name = "gradescope"
  let ending = "gradescope.json"

  private struct Results: Encodable {
    /// Of the whole submission; it goes before the sum of the tests' scores.
    let score: Double
    let executionTime: Int
    let output: String
    let outputFormat = "text"
    let testOutputFormat = "text"
    let testNameFormat = "text"
    let visibility = "visible"
    /// What the grader says while it works is the instructor's.
    let stdoutVisibility = "hidden"
    let tests: [Test]
    let extraData: Extra
  }

  private struct Test: Encodable {
    let score: Int
    let maxScore: Int
    let status: String
    let name: String
    let number: String
    let output: String
    let tags: [String]
    let visibility = "visible"
  }

  private struct Extra: Encodable {
    let kit: String
    let mark: Mark
    let statuses: [String: Status]
  }

  func text(of submission: GradedSubmission) throws -> String {
    let document = submission.document
    let mark = document.counted
    let tests = document.exercises.flatMap { result -> [Test] in
      let number = submission.exercises.first { $0.name == result.name }?.number ?? ""
      return result.checks.enumerated().map { index, check in
        Test(
          score: check.points, maxScore: check.maxPoints,
          // What couldn't be measured keeps its points; what earns none isn't to look as if it had.
          status: check.status == .passed || check.status == .notMeasured ? "passed" : "failed",
          name: "\(number) \(result.name): \(check.check)",
          number: "\(Int(number) ?? 0).\(index + 1)", output: output(of: check, in: result),
          tags: [result.name])
      }
    }
    let results = Results(
      score: mark.points, executionTime: Int(document.seconds.rounded(.up)),
      output: summary(document, mark), tests: tests,
      extraData: Extra(
        kit: document.kit, mark: mark,
        statuses: Dictionary(
          document.exercises.map { ($0.name, $0.status) }, uniquingKeysWith: { first, _ in first }))
    )
    return try JSONReport(keys: .convertToSnakeCase).text(of: results)
  }

  private func output(of check: Verdict, in result: ExerciseResult) -> String {
    let told = result.told(of: check) ?? ""
    let name = check.diagnosis.map { "[\($0)] " } ?? ""
    return check.status == .passed
      ? told.printable
      : "\(name)\(check.status.inWords)\(told.isEmpty ? "" : "\n\(told)")".printable
  }

  private func summary(_ document: Document, _ mark: Mark) -> String {
    let rubric = mark.rubric.map { "Counted by the rubric \"\($0)\"." }
    let lines = ["\(mark.inWords) points.", rubric].compactMap(\.self)
    return (lines + (document.remarks ?? []).map(\.text)).joined(separator: "\n").printable
  }
}

extension Document {
  /// How long all checks took together, in seconds.
  var seconds: Double {
    exercises.reduce(0) { $0 + $1.checks.reduce(0) { $0 + $1.seconds } }
  }
}
