import Foundation
import Judge

/// `grade`: grades a class, submission by submission.
struct GradeCommand: Command {
  static let name = "grade"
  static let operands = "DIR"
  static let options = [
    out, only, roster, again, .jobs, .quick, .workers, .sandbox, Outlets.format, .rubric,
    Shard.option,
  ]
  static let summary = """
    grades a class: every entry of DIR is one submission, as a folder, an archive or
    a file, and as Moodle, Canvas and Gradescope hand them out; DIR may be an archive
    itself. Writes a JSON report, a Markdown one and a page for each,
    and \(inARow(classFiles, "and")) for all
    """

  private static let classFiles = Reports.filesOfClass.map { $0.file(named: "class") }
  private static let out = Option(
    name: "--out", value: "DIR", isRequired: true,
    help: "where the reports go; run again, it goes on where it was stopped")
  private static let only = Option(
    name: "--only", value: "NAME,...",
    help: "the exercises that were assigned; points are of these alone")
  private static let roster = Option(
    name: "--roster", value: "FILE",
    help: """
      the students, as comma-separated values with a heading: name, id, email,
      username, entry; or a table of Moodle's, Canvas's or Gradescope's as it is
      """)
  private static let again = Option(
    name: "--again", value: "NAME,...",
    help: "grade these entries once more, whatever was found before")

  let directory: String
  let out: String
  /// The exercises that were assigned; all if empty.
  let only: [String]
  let roster: String?
  /// The entries that are graded once more.
  let again: [String]
  let jobs: Int?
  let isQuick: Bool
  /// How many workers timed checks may ask for; nil for as many as there are cores.
  let workers: Int?
  let sandbox: SandboxChoice
  let formats: [String]
  let rubric: String?
  let shard: Shard?

  init(_ arguments: inout Arguments) throws(UsageError) {
    jobs = try arguments.number(.jobs)
    let out = try arguments.value(Self.out)
    only = try arguments.names(Self.only)
    roster = try arguments.value(Self.roster)
    again = try arguments.names(Self.again)
    isQuick = arguments.flag(.quick)
    workers = try arguments.number(.workers)
    sandbox = try arguments.sandbox(.auto)
    formats = try arguments.words(Outlets.format)
    rubric = try arguments.value(.rubric)
    shard = try arguments.shard()
    try Outlets.expectMarks(formats, isQuick: isQuick)
    let directories = try arguments.operands()
    guard directories.count == 1 else {
      throw UsageError(
        "grade takes one directory, whose entries are the submissions: grader grade DIR --out DIR")
    }
    directory = directories[0]
    guard let out else {
      throw UsageError("grade needs a place for its reports: grader grade \(directory) --out DIR")
    }
    self.out = out
  }

  /// Writes the reports, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let rubric = try kit.rubric(rubric)
    let assigned = try kit.exercises(named: only).filter { rubric?.has($0.name) ?? true }
    let outlets = Outlets(formats: Set(formats), rubric: rubric, exercises: kit.exercises)
    let place = try ClassPlace(directory, out: out)
    var intake = try place.intake(exercises: kit.exercises)
    if let roster { intake.assign(try Self.roster(at: roster)) } else { intake.remarkOnNames() }
    let again = try Self.entries(named: again, in: intake)
    let folder = try OutFolder(out)
    try EntryList(entries: intake.submissions.map(\.entry.identifier), shard: shard)
      .write(in: folder.url)
    let submissions = shard?.part(of: intake.submissions) ?? intake.submissions
    folder.log(
      "grade \(place.url.path): \(submissions.count) entries"
        + (shard.map { ", --shard \($0)" } ?? "") + (isQuick ? ", --quick" : "")
        + (only.isEmpty ? "" : ", --only \(only.joined(separator: ","))"))
    try kit.prepare(Console.say)
    let grading = try Grading(
      kit: kit, exercises: assigned, extent: isQuick ? .quick : .everything, workers: workers,
      sandbox: sandbox)
    Console.say(grading.sandboxing.inWords)
    folder.log(grading.sandboxing.inWords)
    let known = try Dictionary(
      uniqueKeysWithValues: assigned.map {
        ($0.name, try KnownTexts(of: $0, in: kit, isForMarks: true))
      })
    let display = ProgressDisplay(total: submissions.count, log: folder.log)
    let run = ClassRun(
      out: folder, all: kit.exercises, jobs: jobs ?? Machine.cores,
      isQuick: isQuick, sandbox: grading.sandboxing.inWords, way: try kit.fingerprint() + way,
      again: again,
      choose: { submission in
        Choices(
          assigned: assigned, all: kit.exercises, files: submission.files, known: known,
          isForMarks: true)
      },
      grade: { submission, choices in
        try choices.choices.map { try grading.result(of: $0, in: submission) }
      }, tell: display.note)
    let rows = run.rows(of: submissions, in: place.url)
    return try finish(rows, intake, assigned, folder, outlets)
  }

  /// How it is graded: with another way, a submission may get another result.
  private var way: String { "\(isQuick) \(workers ?? 0)" }

  /// Writes the class's own reports.
  private func finish(
    _ rows: [GradedClass.Row], _ intake: ClassIntake, _ assigned: [KitExercise],
    _ folder: OutFolder,
    _ outlets: Outlets
  ) throws -> Int32 {
    var remarks = intake.remarks
    if isQuick { remarks.insert(.quick, at: 0) }
    let removed = try folder.clear(keeping: intake.submissions.map(\.entry.identifier))
    if !removed.isEmpty { remarks.append(.removed(removed)) }
    let strays = intake.strays.map {
      GradedClass.Row(name: $0, document: nil, remarks: [.notASubmission])
    }
    let all = GradedClass(
      exercises: assigned.map(\.name), rows: rows + strays, remarks: remarks, isQuick: isQuick)
    let written = try outlets.write(all, in: folder.url, Console.say)
    let graded = rows.count { $0.document != nil }
    for remark in remarks { print(remark.text) }
    print(
      "\(graded) of \(rows.count) lines graded, \(rows.count { $0.hasDoubt }) with a doubt to look at"
    )
    print(
      "Reports: \(folder.url.path)/\(Self.classFiles.joined(separator: ", ")), and submissions/")
    folder.log("ended: \(graded) of \(rows.count) lines graded")
    return written.score.status.exitStatus
  }

  private static func roster(at path: String) throws -> Roster {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw UsageError("the roster '\(path)' can't be read: \(error.localizedDescription)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UsageError("the roster '\(path)' is not UTF-8; save it as such")
    }
    do {
      return try Roster(text)
    } catch {
      throw UsageError("the roster '\(path)', \(error)")
    }
  }

  /// The identifiers of entries that are named as they, their students or their folders are called.
  private static func entries(
    named names: [String], in intake: ClassIntake
  ) throws(UsageError) -> Set<String> {
    var found: Set<String> = []
    for name in names {
      let entries = intake.submissions.filter { submission in
        ([submission.entry.identifier, submission.entry.displayName, submission.name]
          + submission.entry.students.flatMap { [$0.name, $0.id, $0.email].compactMap(\.self) })
          .contains { $0.lowercased() == name.lowercased() }
      }.map(\.entry.identifier)
      guard !entries.isEmpty else {
        let hint = nearest(to: name, among: intake.submissions.map(\.entry.identifier))
        throw UsageError(
          "no entry is called '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
      }
      found.formUnion(entries)
    }
    return found
  }
}

extension Grading {
  /// Grades what was chosen for an exercise.
  fileprivate func result(
    of choice: Choice, in submission: ClassIntake.Submission
  ) throws -> ExerciseResult {
    if let files = try ExerciseFiles(choice) { return result(of: choice.exercise, files: files) }
    let reason =
      submission.entry.source == .roster
      ? Remark.nothingHandedIn.text : choice.remarks.first?.text
    return missing(choice.exercise, because: reason)
  }
}

/// The directory of a class, or the archive that holds it.
struct ClassPlace {
  let url: URL

  /// - Throws: `UsageError` if it is neither, or the reports would lie in it.
  init(_ directory: String, out: String) throws(UsageError) {
    url = URL(fileURLWithPath: directory).resolvingSymlinksInPath()
    if !url.isDirectory {
      let isThere = FileManager.default.fileExists(atPath: url.path)
      guard isThere, let format = Archive.Format(of: url.path), format != .other else {
        throw UsageError(
          "grade takes a directory of submissions or a .zip or .tar.gz of one, and '\(url.path)' is "
            + "none")
      }
    }
    let reports = URL(fileURLWithPath: out).standardizedFileURL.resolvingSymlinksInPath().path
    guard !(reports + "/").hasPrefix(url.path + "/") else {
      throw UsageError(
        "--out must lie outside '\(url.path)': every entry in there counts as a submission")
    }
  }

  /// What lies in it.
  func intake(exercises: [KitExercise]) throws -> ClassIntake {
    if url.isDirectory {
      let listing = try FolderListing(of: url)
      var intake = try ClassIntake(listing.files, exercises: exercises)
      intake.add(listing.remarks)
      return intake
    }
    let url = url
    let file = HandedFile(path: url.lastPathComponent, url: url) {
      try Data(contentsOf: url, options: .mappedIfSafe)
    }
    do {
      let contents = try Archive.unpack(file, extent: .ofClass)
      var intake = try ClassIntake(contents.files, exercises: exercises)
      if !contents.refused.isEmpty {
        intake.add([.membersRefused(contents.refused, of: file.name)])
      }
      return intake
    } catch let problem as ArchiveProblem {
      throw UsageError("'\(url.path)' can't be unpacked: \(problem)")
    }
  }
}
