import Foundation

/// `check`: grades one root, which is a student's own by default.
struct CheckCommand: Command {
  static let name = "check"
  static let operands = "[Name ...]"
  static let options = [
    Option.root, .format(Reports.ofSubmission), .quick, .workers, .rubric,
  ]
  static let summary = "checks the exercises in Exercises, or those found in the root given"

  let exercises: [String]
  let root: String?
  let format: any Report<GradedSubmission>
  let isQuick: Bool
  /// How many workers timed checks may ask for; nil for as many as there are cores.
  let workers: Int?
  let rubric: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    format = try arguments.report(among: Reports.ofSubmission)
    isQuick = arguments.flag(.quick)
    workers = try arguments.number(.workers)
    rubric = try arguments.value(.rubric)
    exercises = try arguments.operands()
  }

  /// Prints the report, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    var exercises = try kit.exercises(named: exercises)
    let root = try kit.submission(root)
    try kit.prepare(Console.say)
    let rubric = try kit.rubric(rubric)
    if let rubric { exercises = exercises.filter { rubric.has($0.name) } }
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: isQuick ? .quick : .everything, workers: workers)
    let counter = Console.Counter(total: exercises.count)
    let results = inParallel(exercises, jobs: 2) { exercise in
      let files = ExerciseFiles(of: exercise, below: root)
      let result = grading.result(of: exercise, files: files)
      counter.tick("\(exercise.name) \(result.status.inWords)")
      return result
    }
    var document = Document(root: root.path, exercises: results)
    if let rubric { document = try rubric.applied(to: document, of: nil) }
    let submission = GradedSubmission(document: document, exercises: kit.exercises)
    print(try format.text(of: submission), terminator: "")
    if format is GitHubAnnotations { try StepSummary.add(submission) }
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
