import Judge

/// A submission as JUnit's XML, a suite for each exercise.
///
/// There is no standard. It keeps to what GitLab's page "Unit test reports" says it reads (`testsuite`,
/// `testcase` with `classname`, `name`, `file` and `time`, and in it `failure`, `error`, `skipped` and
/// `system-out`), which Jenkins' schema `junit-10.xsd` allows. Readers show one failure a case at most, so
/// there is one.
struct JUnitReport: Report {
  let name = "junit"
  let ending = "junit.xml"

  func text(of submission: GradedSubmission) -> String {
    let results = submission.document.exercises
    let suites = results.map { suite($0, file: submission.file(of: $0)) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name=\(Self.quoted(submission.name)) \(counts(results.flatMap(\.checks)))>
      \(suites.joined(separator: "\n"))
      </testsuites>

      """
  }

  private func counts(_ checks: [Verdict]) -> String {
    func count(_ outside: Outside) -> Int { checks.count { $0.status.outside == outside } }
    let seconds = Self.seconds(checks.reduce(0) { $0 + $1.seconds })
    return "tests=\"\(checks.count)\" failures=\"\(count(.failed))\" errors=\"\(count(.broken))\" "
      + "skipped=\"\(count(.skipped))\" time=\"\(seconds)\""
  }

  private func suite(_ result: ExerciseResult, file: String) -> String {
    let cases = result.checks.map { check in
      """
          <testcase classname=\(Self.quoted(result.name)) name=\(Self.quoted(check.check)) \
      file=\(Self.quoted(file)) time="\(Self.seconds(check.seconds))">\(inside(check, of: result))</testcase>
      """
    }
    return """
        <testsuite name=\(Self.quoted(result.name)) \(counts(result.checks))>
      \(cases.joined(separator: "\n"))
        </testsuite>
      """
  }

  /// What stands in a case: the reason if it didn't pass.
  private func inside(_ check: Verdict, of result: ExerciseResult) -> String {
    let text = result.told(of: check, code: "The code") ?? check.status.inWords
    let message = Self.quoted(text.firstLine)
    let kind = Self.quoted(check.diagnosis ?? check.status.rawValue)
    switch check.status.outside {
    case .passed: return ""
    case .failed: return "<failure message=\(message) type=\(kind)>\(Self.escaped(text))</failure>"
    case .broken: return "<error message=\(message) type=\(kind)>\(Self.escaped(text))</error>"
    // The reason goes into the text as well: GitLab reads no attribute of this one, others nothing else.
    case .skipped: return "<skipped message=\(message)>\(Self.escaped(text))</skipped>"
    }
  }

  private static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    let rest = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Text as it stands between two tags.
  static func escaped(_ text: String) -> String {
    text.printable.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }

  /// Text as the value of an attribute, where a reader takes the end of a line for a blank unless it is
  /// written so.
  private static func quoted(_ text: String) -> String {
    let value = escaped(text).replacing("\"", with: "&quot;").replacing("\n", with: "&#10;")
      .replacing("\t", with: "&#9;")
    return "\"\(value)\""
  }
}

extension GradedSubmission {
  /// The file that a student edits, as it lies in the kit.
  func file(of result: ExerciseResult) -> String {
    exercises.first { $0.name == result.name }?.stub ?? "\(result.name).swift"
  }
}
