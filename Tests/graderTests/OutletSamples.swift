import Judge

@testable import grader

/// Submissions with what outlets stumble over.
enum OutletSamples {
  /// Text that XML, CSV, workflow commands and terminals take for something else.
  static let nasty = "a <b> & \"c\" 'd' ]]> \u{1B}[31m\u{0} 100%, x: y\r\nsecond line\ttab \u{FFFE}"

  /// One with a check of every status.
  static func mixed() throws -> GradedSubmission {
    let document = Document(
      root: "/class/ada",
      exercises: [
        ExerciseResult(
          name: "Ropes",
          checks: [
            verdict("it pulls", points: 3),
            verdict(
              "it holds <&>", .failed, points: 2, diagnosis: "deadlock",
              message: "\(nasty)\n  at Ropes.swift:17", printed: "\u{7}\(nasty)"),
            verdict("it lifts", .notReached, points: 2, message: "Not reached: no rope."),
            verdict("it is quick", .notMeasured, points: 1, message: "Not measured: one core."),
          ]),
        ExerciseResult(
          name: "Windmills", status: .didNotCompile, plan: [verdict("it turns", points: 4)],
          message: "Windmills.swift:3: error: no & such"),
        ExerciseResult(
          name: "Knots", status: .notStarted, plan: [verdict("it holds", points: 5)],
          message: "There is no file Knots.swift."),
      ])
    return try submission(document)
  }

  static func submission(_ document: Document) throws -> GradedSubmission {
    GradedSubmission(
      document: document, exercises: try ["01-Ropes", "02-Windmills", "03-Knots"].map(exercise))
  }

  /// One of a learning system's, with as many points of two exercises.
  static func document(
    _ name: String, _ source: ClassEntry.Source, number: String?, ropes: Int, knots: Int = 0,
    diagnosis: String = "deadlock"
  ) -> Document {
    func result(_ exercise: String, _ points: Int) -> ExerciseResult {
      let checks = (1...4).map { index in
        index <= points
          ? verdict("check \(index)") : verdict("check \(index)", .failed, diagnosis: diagnosis)
      }
      return ExerciseResult(name: exercise, checks: checks)
    }
    return Document(
      root: "/class/\(name)", exercises: [result("Ropes", ropes), result("Knots", knots)],
      entry: ClassEntry(
        identifier: name, displayName: name, source: source, systemID: number))
  }
}
