import Judge

/// A submission as the results.json of an Exercism test runner, version 3.
///
/// It follows "The Test Runner Interface" of exercism/docs (building/tooling/test-runners/interface.md).
/// The exercises are the tasks, by their numbers.
struct ExercismReport: Report {
  let name = "exercism"
  let ending = "exercism.json"

  private struct Results: Encodable {
    let version = 3
    let status: String
    let message: String?
    let tests: [Test]
  }

  private struct Test: Encodable {
    let name: String
    let status: String
    let message: String?
    let output: String?
    let taskId: Int?
  }

  /// Longer output isn't to be in it.
  private static let mostOutput = 500
  /// Longer messages aren't to be in it, counted in bytes to be safe.
  private static let mostMessage = 65_535

  func text(of submission: GradedSubmission) throws -> String {
    let results = submission.document.exercises
    let tests = results.flatMap { result -> [Test] in
      let task = submission.exercises.first { $0.name == result.name }.flatMap { Int($0.number) }
      return result.checks.map { check in
        let status = self.status(of: check)
        return Test(
          name: check.check, status: status,
          message: status == "pass"
            ? nil : (result.told(of: check) ?? check.status.inWords).printable,
          output: check.printed.map(Self.output), taskId: task)
      }
    }
    let status =
      tests.allSatisfy { $0.status == "pass" }
      ? "pass" : tests.allSatisfy { $0.status == "error" } ? "error" : "fail"
    return try JSONReport(keys: .convertToSnakeCase).text(
      of: Results(
        status: status, message: status == "error" ? message(results) : nil, tests: tests))
  }

  /// There is no third way: what wasn't begun or reached hasn't passed.
  private func status(of check: Verdict) -> String {
    switch check.status {
    case .passed, .notMeasured: "pass"
    case .failed, .notReached: "fail"
    case .notStarted, .didNotCompile, .judgeError: "error"
    }
  }

  /// Why no check ran.
  private func message(_ results: [ExerciseResult]) -> String {
    let told = results.map { result in
      "\(result.name): "
        + (result.message ?? result.checks.first.flatMap(\.message)
          ?? result.status.inWords)
    }
    let text = told.joined(separator: "\n").printable
    return text.utf8.count <= Self.mostMessage
      ? text : String(decoding: text.utf8.prefix(Self.mostMessage - 3), as: UTF8.self)
  }

  private static func output(_ printed: String) -> String {
    let note = "Output was truncated. Please limit to 500 chars"
    let text = printed.printable
    return text.count <= mostOutput ? text : text.prefix(mostOutput - note.count - 1) + "\n" + note
  }
}
