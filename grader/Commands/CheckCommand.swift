import Foundation

/// `check`: grades one root, which is a student's own by default.
struct CheckCommand: Command {
  static let name = "check"
  static let operands = "[Name ...]"
  static let options = [
    Option.root, .format(Reports.ofSubmission), .quick, .workers, .sandbox, .rubric, allChecks,
    .wide, page,
  ]
  static let summary = "checks the exercises in Exercises, or those found in the root given"

  private static let allChecks = Option(
    name: "--all-checks", help: "tell every check with its verdict, not only the first problem")

  private static let page = Option(
    name: "--html", value: "FILE",
    help: "write a page to look at as well: every check, with pictures of what was seen")

  let exercises: [String]
  let root: String?
  let format: any Report<GradedSubmission>
  let isQuick: Bool
  /// How many workers timed checks may ask for; nil for as many as there are cores.
  let workers: Int?
  let tellsAllChecks: Bool
  let isWide: Bool
  /// Where the page goes; nil for none.
  let page: String?
  let sandbox: SandboxChoice
  let rubric: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    format = try arguments.report(among: Reports.ofSubmission)
    isQuick = arguments.flag(.quick)
    workers = try arguments.number(.workers)
    tellsAllChecks = arguments.flag(Self.allChecks)
    isWide = arguments.flag(.wide)
    page = try arguments.value(Self.page)
    sandbox = try arguments.sandbox(.off)
    rubric = try arguments.value(.rubric)
    exercises = try arguments.operands()
  }

  /// Prints the report, and returns the exit status.
  func run() throws -> Int32 {
    let page = try page.map(Self.place)
    let kit = try Kit()
    var exercises = try kit.exercises(named: exercises)
    let root = try kit.submission(root)
    try kit.prepare(Console.say)
    let rubric = try kit.rubric(rubric)
    if let rubric { exercises = exercises.filter { rubric.has($0.name) } }
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: isQuick ? .quick : .everything, workers: workers,
      sandbox: sandbox)
    let checking = Checking(
      kit: kit, grading: grading, root: root, kitFingerprint: try kit.fingerprint())
    let display = ProgressDisplay(total: exercises.count)
    let listing = try FolderListing(of: root)
    let known = try Dictionary(
      uniqueKeysWithValues: exercises.map {
        ($0.name, try KnownTexts(of: $0, in: kit, isForMarks: isForMarks))
      })
    let choices = Choices(
      assigned: exercises, all: kit.exercises, files: listing.files, known: known,
      isForMarks: isForMarks)
    let checked = try inParallel(choices.choices, jobs: 2) { choice in
      Result {
        let name = choice.exercise.name
        let checked = checking.check(choice.exercise, files: try ExerciseFiles(choice)) {
          display.note(name, $0)
        }
        display.end(name, "\(name) \(checked.result.status.inWords)")
        return checked
      }
    }.map { try $0.get() }
    let numbers = checking.keep(checked)
    let remarks = listing.remarks + choices.remarks
    var document = Document(
      root: root.path, exercises: checked.map(\.result), remarks: remarks.isEmpty ? nil : remarks,
      isQuick: isQuick ? true : nil)
    if let rubric { document = try rubric.applied(to: document, of: nil) }
    let submission = GradedSubmission(document: document, exercises: kit.exercises)
    print(try report(numbers).text(of: submission), terminator: "")
    if let page {
      try Data(SubmissionPage().text(of: submission).utf8).write(to: page, options: .atomic)
      Console.say("The page: \(page.path)")
    }
    if format is GitHubAnnotations { try StepSummary.add(submission) }
    return document.score.status.exitStatus
  }

  /// Gradescope takes what comes of it for marks, so the kit's own solutions earn nothing there, as in `grade`.
  private var isForMarks: Bool { format is GradescopeReport }

  /// Where a page can be written to.
  private static func place(_ path: String) throws(UsageError) -> URL {
    let file = URL(fileURLWithPath: path)
    guard !file.isDirectory, file.deletingLastPathComponent().isDirectory else {
      throw UsageError("--html takes a file to write, in a folder that is there; not '\(path)'")
    }
    return file
  }

  /// The report; for reading, as it was asked for.
  private func report(_ numbers: [String: Int]) -> any Report<GradedSubmission> {
    guard var text = format as? TextReport else { return format }
    text.layout.isWide = isWide
    text.tellsAllChecks = tellsAllChecks
    text.numbers = numbers
    return text
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
