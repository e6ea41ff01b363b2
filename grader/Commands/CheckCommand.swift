import Foundation

/// `check`: grades one root, which is a student's own by default.
struct CheckCommand: Command {
  static let name = "check"
  static let operands = "[Name ...]"
  static let options = [Option.root, .format(Reports.ofSubmission), .quick, .workers]
  static let summary = "checks the exercises in Exercises, or those found in the root given"

  let exercises: [String]
  let root: String?
  let format: any Report<GradedSubmission>
  let isQuick: Bool
  /// How many workers timed checks may ask for; nil for as many as there are cores.
  let workers: Int?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    format = try arguments.report(among: Reports.ofSubmission)
    isQuick = arguments.flag(.quick)
    workers = try arguments.number(.workers)
    exercises = try arguments.operands()
  }

  /// Prints the report, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: exercises)
    let root = try kit.submission(root)
    try kit.prepare(Console.say)
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: isQuick ? .quick : .everything, workers: workers)
    let counter = Console.Counter(total: exercises.count)
    let listing = try FolderListing(of: root)
    let known = try Dictionary(
      uniqueKeysWithValues: exercises.map {
        ($0.name, try KnownTexts(of: $0, in: kit, isForMarks: false))
      })
    let choices = Choices(
      assigned: exercises, all: kit.exercises, files: listing.files, known: known, isForMarks: false
    )
    let results = try inParallel(choices.choices, jobs: 2) { choice in
      Result {
        let result = grading.result(of: choice.exercise, files: try ExerciseFiles(choice))
        counter.tick("\(result.name) \(result.status.inWords)")
        return result
      }
    }.map { try $0.get() }
    let remarks = listing.remarks + choices.remarks
    let document = Document(
      root: root.path, exercises: results, remarks: remarks.isEmpty ? nil : remarks,
      isQuick: isQuick ? true : nil)
    let submission = GradedSubmission(document: document, exercises: kit.exercises)
    print(try format.text(of: submission), terminator: "")
    return document.score.status.exitStatus
  }
}

extension Kit {
  /// Where the exercises' files are looked for: the root that was given, or the student's own.
  func submission(_ given: String?) throws(UsageError) -> URL {
    let root = URL(fileURLWithPath: given ?? self.root.appendingPathComponent("Exercises").path)
    guard root.isDirectory else {
      throw UsageError("--root takes a directory, and '\(root.path)' is none")
    }
    return root
  }
}
