import Foundation
import Judge

/// A submission as annotations of a GitHub Actions run: the first problem of each exercise, at its line.
///
/// It follows "Workflow commands for GitHub Actions", sections "Setting an error message" and those beside
/// it, and escapes as the toolkit's `command.ts` does. GitHub shows ten of a kind for each step, which is as
/// many as there are exercises.
struct GitHubAnnotations: Report {
  let name = "github"

  func text(of submission: GradedSubmission) -> String {
    let lines = submission.document.exercises.compactMap { result -> String? in
      switch result.status {
      case .passed, .notStarted, .notMeasured, .notReached: nil
      case .failed, .didNotCompile: annotation("error", result, submission)
      case .judgeError: annotation("warning", result, submission)
      }
    }
    let score = "\(submission.document.counted.inWords) points"
    return (lines + ["::notice title=\(Self.property(submission.name))::\(Self.data(score))", ""])
      .joined(separator: "\n")
  }

  private func annotation(
    _ kind: String, _ result: ExerciseResult, _ submission: GradedSubmission
  ) -> String {
    let problem = result.firstProblem
    let text = problem.flatMap { result.told(of: $0) } ?? result.message ?? result.status.inWords
    let name = problem?.diagnosis.map { " [\($0)]" } ?? ""
    let title = "\(result.name): \(problem?.check ?? result.status.inWords)\(name)"
    var properties = ["file=\(Self.property(submission.file(of: result)))"]
    if let line = Self.line(in: text, of: result.name) { properties.append("line=\(line)") }
    properties.append("title=\(Self.property(title))")
    return "::\(kind) \(properties.joined(separator: ","))::\(Self.data(text.printable))"
  }

  /// The first line of the student's file that a text points at.
  private static func line(in text: String, of exercise: String) -> Int? {
    guard let range = text.firstRange(of: "\(exercise).swift:") else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isNumber })
  }

  /// What stands behind the command.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// The value of a property.
  private static func property(_ text: String) -> String {
    data(text.printable).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

/// The summary of a step of a GitHub Actions run: Markdown in the file that the runner names.
enum StepSummary {
  /// The runner refuses a summary that is longer, and shows none.
  static let most = 1024 * 1024

  /// Adds the report; does nothing outside of such a run.
  static func add(
    _ submission: GradedSubmission,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
    let before = FileManager.default.contents(atPath: path) ?? Data()
    let report = Data(MarkdownReport().text(of: submission).utf8)
    let note = Data("\n\n(The rest is left out, as GitHub shows no more.)\n".utf8)
    let room = most - before.count - note.count
    guard room > 0 else { return }
    let added = report.count <= room ? report : whole(report.prefix(room)) + note
    try (before + added).write(to: URL(fileURLWithPath: path))
  }

  /// Bytes without a torn last line.
  private static func whole(_ bytes: Data) -> Data {
    bytes.lastIndex(of: 0x0A).map { Data(bytes[bytes.startIndex...$0]) } ?? Data()
  }
}
