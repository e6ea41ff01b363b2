import Foundation
import Judge

/// `grade`: grades a class, submission by submission.
struct GradeCommand: Command {
  static let name = "grade"
  static let operands = "DIR"
  static let options = [
    out, .jobs, .quick, .workers, Outlets.format, .rubric, Shard.option,
  ]
  static let summary = """
    grades a class: every directory in DIR is one submission; writes a JSON and a
    Markdown report for each, and \(inARow(classFiles, "and")) for all
    """

  private static let classFiles = Reports.filesOfClass.map { "class.\($0.name)" }
  private static let out = Option(
    name: "--out", value: "DIR", isRequired: true,
    help: "where the reports go; run again, it goes on where it was stopped")

  let directory: String
  let out: String
  let jobs: Int?
  let isQuick: Bool
  /// How many workers timed checks may ask for; nil for as many as there are cores.
  let workers: Int?
  let formats: [String]
  let rubric: String?
  let shard: Shard?

  init(_ arguments: inout Arguments) throws(UsageError) {
    jobs = try arguments.number(.jobs)
    let out = try arguments.value(Self.out)
    isQuick = arguments.flag(.quick)
    workers = try arguments.number(.workers)
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
    let all = try Self.entries(of: directory, out: out)
    let entries = shard?.part(of: all) ?? all
    let reports = Self.reports(in: out)
    try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
    try EntryList(entries: all.map(\.lastPathComponent), shard: shard)
      .write(in: URL(fileURLWithPath: out))
    try kit.prepare(Console.say)
    let rubric = try kit.rubric(rubric)
    let exercises = kit.exercises.filter { rubric?.has($0.name) ?? true }
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: isQuick ? .quick : .everything,
      workers: workers)
    // Graded otherwise, a submission may get another result.
    let way = "\(isQuick) \(workers ?? 0) \(exercises.map(\.name))"
    let kitFingerprint = try kit.fingerprint() + way
    let counter = Console.Counter(total: entries.count)

    let rows = inParallel(entries, jobs: jobs ?? Machine.cores) { entry in
      let name = entry.lastPathComponent
      guard entry.isDirectory else {
        counter.tick("\(name) is not a directory")
        return GradedClass.Row(name: name, document: nil, remarks: [.notASubmission])
      }
      do {
        let (document, isKept) = try Self.document(
          of: entry, in: reports, exercises, grading: grading, kitFingerprint: kitFingerprint)
        let points = "\(document.score.inWords) points"
        counter.tick("\(name) \(points)\(isKept ? " (graded before)" : "")")
        return GradedClass.Row(name: name, document: document)
      } catch {
        counter.tick("\(name) could not be graded: \(error)")
        return GradedClass.Row(name: name, document: nil, remarks: [.couldNotBeGraded(error)])
      }
    }
    let results = GradedClass(exercises: exercises.map(\.name), rows: rows)
    let folder = URL(fileURLWithPath: out)
    let outlets = Outlets(formats: Set(formats), rubric: rubric, exercises: kit.exercises)
    let graded = try outlets.write(results, in: folder, Console.say)
    print("\(rows.count { $0.document != nil }) of \(rows.count) entries graded")
    let files = Self.classFiles.joined(separator: ", ")
    print("Reports: \(folder.path)/\(files), and submissions/")
    return graded.score.status.exitStatus
  }

  /// The class's entries, in the order of their names.
  ///
  /// - Throws: `UsageError` if the directory is none, or the reports would lie in it.
  static func entries(of directory: String, out: String) throws -> [URL] {
    let folder = URL(fileURLWithPath: directory).resolvingSymlinksInPath()
    guard folder.isDirectory else {
      throw UsageError("grade takes a directory of submissions, and '\(folder.path)' is none")
    }
    for place in [reports(in: out).deletingLastPathComponent(), reports(in: out)] {
      guard !(place.resolvingSymlinksInPath().path + "/").hasPrefix(folder.path + "/") else {
        throw UsageError(
          "--out must lie outside '\(folder.path)': every entry in there counts as a submission")
      }
    }
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]
    ).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func reports(in out: String) -> URL {
    URL(fileURLWithPath: out).standardizedFileURL.appendingPathComponent("submissions")
  }

  /// The result of one submission: the one in its report if that is still true, else a new one.
  private static func document(
    of submission: URL, in reports: URL, _ exercises: [KitExercise], grading: Grading,
    kitFingerprint: String
  ) throws -> (Document, isKept: Bool) {
    let name = submission.lastPathComponent
    let report = reports.appendingPathComponent("\(name).json")
    let found = exercises.map { ($0, ExerciseFiles(of: $0, below: submission)) }
    let fingerprint = Fingerprint.of(found.flatMap { $0.1?.files ?? [] }, kit: kitFingerprint)
    // A report that can't be read is of no use; the submission is graded again.
    if let bytes = FileManager.default.contents(atPath: report.path),
      let before = try? JSONDecoder().decode(Document.self, from: bytes),
      before.fingerprint == fingerprint
    {
      return (before, true)
    }
    let document = Document(
      root: submission.path,
      exercises: found.map { grading.result(of: $0.0, files: $0.1) }, fingerprint: fingerprint)
    let graded = GradedSubmission(document: document, exercises: grading.kit.exercises)
    for file in Reports.filesOfSubmission { try file.write(graded, named: name, in: reports) }
    // Last, since a report that is there says that all of it is there. A result that is the kit's
    // own failure is to be tried again.
    guard document.score.status != .judgeError else { return (document, false) }
    try JSONReport().write(graded, named: name, in: reports)
    return (document, false)
  }
}
