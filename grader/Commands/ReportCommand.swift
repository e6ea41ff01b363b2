import Foundation

/// `report`: writes a class down again from what was graded before.
struct ReportCommand: Command {
  static let name = "report"
  static let operands = "OUT"
  static let options = [Outlets.format, Option.rubric]
  static let summary = """
    writes the reports of a class again, from results that 'grade --out OUT' left:
    in more formats, or counted by another rubric
    """

  let folder: String
  let formats: [String]
  let rubric: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    formats = try arguments.words(Outlets.format)
    rubric = try arguments.value(.rubric)
    let folders = try arguments.operands()
    guard folders.count == 1 else {
      throw UsageError("report takes one folder, which 'grader grade DIR --out OUT' has made")
    }
    folder = folders[0]
  }

  func run() throws -> Int32 {
    let results = try StoredResults(in: folder).graded()
    let kit = try Kit()
    let outlets = try Outlets(
      formats: Set(formats), rubric: kit.rubric(rubric), exercises: kit.exercises)
    let graded = try outlets.write(results, in: URL(fileURLWithPath: folder), Console.say)
    print("Reports on \(graded.rows.count) entries: \(folder)/class.*, and submissions/")
    return graded.score.status.exitStatus
  }
}

extension Kit {
  /// The rubric in a file; nil without one.
  ///
  /// - Throws: `RubricError`; what building the kit throws, which the names of its checks come from.
  func rubric(_ file: String?) throws -> Rubric? {
    guard let file else { return nil }
    try prepare(Console.say)
    return try Rubric(file: file, plan: Grading(kit: self, exercises: exercises).planned)
  }
}

extension Option {
  static let rubric = Option(
    name: "--rubric", value: "FILE",
    help: """
      count as FILE says: which exercises were assigned, what they and their checks
      count, what late days cost
      """)
}
