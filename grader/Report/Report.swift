import Foundation

/// A way to write down what the grader found, such as a submission's result as Markdown.
protocol Report<Content>: Sendable {
  associatedtype Content
  /// What `--format` calls it.
  var name: String { get }
  /// What the files that hold it end in: its name, unless other programs look for something else.
  var ending: String { get }
  /// What a file is called that holds it, of something with this name.
  func file(named name: String) -> String
  /// The whole text, with the end of its last line.
  func text(of content: Content) throws -> String
}

extension Report {
  var ending: String { name }
  func file(named name: String) -> String { "\(name).\(ending)" }

  /// Writes it to a file of this name in a folder.
  func write(_ content: Content, named file: String, in folder: URL) throws {
    let url = folder.appendingPathComponent(self.file(named: file))
    try Data(text(of: content).utf8).write(to: url, options: .atomic)
  }
}

/// All reports; of those that are printed, the first is the one that need not be asked for.
enum Reports {
  static let ofSubmission: [any Report<GradedSubmission>] = [
    TextReport(layout: Terminal.layout()), JSONReport(), MarkdownReport(), JUnitReport(),
    GradescopeReport(), ExercismReport(), GitHubAnnotations(),
  ]
  static let ofVerification: [any Report<Verification>] = [VerificationText(), JSONReport()]
  static let ofCalibration: [any Report<Calibration>] = [CalibrationText(), JSONReport()]

  /// What `grade` writes for each submission besides the JSON that it reads again.
  static let filesOfSubmission: [any Report<GradedSubmission>] = [
    MarkdownReport(), SubmissionPage(),
  ]
  /// What `grade` writes for all.
  static let filesOfClass: [any Report<GradedClass>] = [
    ClassCSV(), ClassMarkdown(), ClassJSON(), ClassPage(),
  ]

  /// What it writes for each submission as well if it is asked to.
  static let moreOfSubmission: [any Report<GradedSubmission>] = [
    JUnitReport(), GradescopeReport(), ExercismReport(),
  ]
  /// What it writes for all as well if it is asked to.
  static let moreOfClass: [any Report<GradedClass>] = [
    ClassCSV(hasByteOrderMark: true), MoodleWorksheet(), CanvasSheet(),
  ]
}

/// Text whose lines are moved to the right, blank ones only where white space counts.
func indented(_ text: String, by margin: String = "   ", blankLines: Bool = false) -> String {
  text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .map { $0.isEmpty && !blankLines ? "" : margin + $0 }.joined(separator: "\n")
}
