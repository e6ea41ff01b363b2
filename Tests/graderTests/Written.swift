import Foundation
import Judge
import Testing

@testable import grader

/// The grader's reports by their names, for those who compare whole texts.
enum Written {
  /// A document's report, from the document as JSON.
  static func document(in format: String, _ json: String) throws -> String {
    let document = try read(json)
    let submission = GradedSubmission(document: document, exercises: try exercises())
    return try text(of: submission, in: format, Reports.ofSubmission + Reports.filesOfSubmission)
  }

  /// The report on a class with this submission and two entries that are none.
  static func classOf(_ json: String, in format: String) throws -> String {
    let graded = GradedClass(
      exercises: try exercises().map(\.name),
      rows: [
        GradedClass.Row(name: "ada", document: try read(json)),
        GradedClass.Row(name: "notes.txt", document: nil, remarks: [.notASubmission]),
        GradedClass.Row(
          name: "bob, the | last", document: nil,
          remarks: [.couldNotBeGraded(GraderError("no disk"))]),
      ])
    return try text(of: graded, in: format, Reports.filesOfClass)
  }

  /// What `verify` says of solutions that came to the results in the document.
  static func verified(_ json: String, in format: String) throws -> String {
    let results = try read(json).exercises
    let (ropes, windmills, knots, sails) = (results[0], results[1], results[2], results[4])
    let solutions: [(String, Ending, [ExerciseResult])] = [
      ("(stub)", .notStarted, [ropes]), ("(solution)", .passed, [windmills]),
      ("TwoLocks", .diagnosis("unbounded"), [ropes]),
      ("Slow", .diagnosis("tooSlow"), [windmills]), ("Torn", .passed, [knots]),
      ("Twice", .diagnosis("unbounded"), [sails, windmills]),
      ("Aside", .diagnosis("unbounded"), [ropes]),
    ]
    let exercise = try exercises()[0]
    let verification = Verification(
      solutions.map { name, expected, results in
        let solution = KnownSolution(
          exercise: exercise, name: name, file: URL(fileURLWithPath: "/bank/\(name).swift"),
          expected: expected, lines: name == "Aside" ? ["rope.cut()"] : [])
        return Tally(results.map { VerifyCommand.row(solution, $0, seconds: 1.5) })
      })
    return try text(of: verification, in: format, Reports.ofVerification)
  }

  static func calibration(in format: String) throws -> String {
    let calibration = Calibration(
      cores: 2, capacity: [1.2, 1.9, 1.8], lateness: 0.2, thread: 20, task: 0.5, process: 900)
    return try text(of: calibration, in: format, Reports.ofCalibration)
  }

  static var help: String { HelpCommand.text + "\n" }

  private static func text<Content>(
    of content: Content, in format: String, _ reports: [any Report<Content>]
  ) throws -> String {
    try #require(reports.first { $0.name == format }).text(of: content)
  }

  private static func read(_ json: String) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(json.utf8))
  }

  private static func exercises() throws -> [KitExercise] {
    try ["01-Ropes", "02-Windmills", "03-Knots"].map(exercise)
  }
}
