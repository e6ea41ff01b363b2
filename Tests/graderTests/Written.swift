import Foundation
import Judge
import Testing

@testable import grader

/// The grader's reports by their names, for those who compare whole texts.
enum Written {
  /// A document's report, from the document as JSON.
  static func document(in format: String, _ json: String) throws -> String {
    let document = try read(json)
    let kit = try exercises()
    switch format {
    case "text": return TextReport(document: document, exercises: kit).text + "\n"
    case "md": return MarkdownReport(name: "ada", document: document).text
    default: return try JSONReport.text(document)
    }
  }

  /// The report on a class with this submission and two entries that are none.
  static func classOf(_ json: String, in format: String) throws -> String {
    let report = ClassReport(
      exercises: try exercises().map(\.name),
      rows: [
        ClassReport.Row(name: "ada", document: try read(json)),
        ClassReport.Row(name: "notes.txt", document: nil, remark: "not a directory"),
        ClassReport.Row(
          name: "bob, the | last", document: nil, remark: "could not be graded: no disk"),
      ])
    return format == "csv" ? report.csv : report.markdown
  }

  /// What `verify` says of solutions that came to the results in the document.
  static func verified(_ json: String, in format: String) throws -> String {
    let results = try read(json).exercises
    let (ropes, windmills, knots, sails) = (results[0], results[1], results[2], results[4])
    let solutions: [(String, KnownSolution.Expectation, [ExerciseResult])] = [
      ("(stub)", .notStarted, [ropes]), ("(solution)", .passed, [windmills]),
      ("TwoLocks", .diagnosis("unbounded"), [ropes]),
      ("Slow", .diagnosis("tooSlow"), [windmills]), ("Torn", .passed, [knots]),
      ("Twice", .diagnosis("unbounded"), [sails, windmills]),
      ("Aside", .diagnosis("unbounded"), [ropes]),
    ]
    let exercise = try exercises()[0]
    let report = VerifyReport(
      solutions.map { name, expected, results in
        let solution = KnownSolution(
          exercise: exercise, name: name, file: URL(fileURLWithPath: "/bank/\(name).swift"),
          expected: expected, lines: name == "Aside" ? ["rope.cut()"] : [])
        return Tally(results.map { VerifyCommand.row(solution, $0, seconds: 1.5) })
      })
    return format == "json" ? try JSONReport.text(report) : report.text + "\n"
  }

  static func calibration(in format: String) throws -> String {
    let calibration = Calibration(
      cores: 2, capacity: [1.2, 1.9, 1.8], lateness: 0.2, thread: 20, task: 0.5, process: 900)
    return format == "json" ? try JSONReport.text(calibration) : calibration.text + "\n"
  }

  static var help: String { Invocation.usage + "\n" }

  private static func read(_ json: String) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(json.utf8))
  }

  private static func exercises() throws -> [KitExercise] {
    try ["01-Ropes", "02-Windmills", "03-Knots"].map(exercise)
  }
}
