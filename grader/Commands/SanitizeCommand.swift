import Foundation
import Judge

/// `sanitize`: runs the checks on subjects built for Thread Sanitizer, and tells what it reports.
///
/// It is a second look, never for points: it sees only what a run happens to do.
struct SanitizeCommand: Command {
  static let name = "sanitize"
  static let operands = "[Name ...]"
  static let options = [Option.root]
  static let summary =
    "runs the checks under Thread Sanitizer and tells what it reports; never for points"

  let exercises: [String]
  let root: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    exercises = try arguments.operands()
  }

  /// Prints the reports, and returns the exit status, which doesn't depend on them.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: self.exercises)
    let root = try kit.submission(self.root)
    try kit.prepare(Console.say)
    try kit.sanitized.prepare(Console.say)
    for exercise in exercises {
      // A continuation that a thread resumes is taken for a race.
      guard try !exercise.isOfTasks else {
        print("\(exercise.name): left out, as right code of tasks is reported falsely")
        continue
      }
      guard let files = ExerciseFiles(of: exercise, below: root) else { continue }
      print("\(exercise.name): \(try Self.findings(of: exercise, files: files, kit: kit))")
    }
    return 0
  }

  /// What the sanitizer says about one exercise.
  private static func findings(
    of exercise: KitExercise, files: ExerciseFiles, kit: Kit
  ) throws -> String {
    let folder = try TemporaryFolder()
    let build = SubjectBuild(
      kit: kit.sanitized, exercise: exercise, files: files, folder: folder.url)
    if case .didNotCompile(let message) = try build.run() { return message }
    let logs = folder.url.appendingPathComponent("reports")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    var run = SuiteRun(kit: kit, exercise: exercise, extent: .quick)
    // Reports go to files, and change nothing in how a subject ends.
    run.environment["TSAN_OPTIONS"] =
      "exitcode=0 atexit_sleep_ms=0 log_path=\(logs.path)/report"
    _ = try run.verdicts(subjects: folder.url, plan: try run.plan())
    let texts = try FileManager.default.contentsOfDirectory(atPath: logs.path).sorted()
      .compactMap { FileManager.default.contents(atPath: logs.appendingPathComponent($0).path) }
      .map { String(decoding: $0, as: UTF8.self) }
    let names = files.files.map(\.lastPathComponent)
    let reports = SanitizerReport.reports(in: texts.joined(separator: "\n"), files: names)
    guard !reports.isEmpty else {
      return "no reports, which is a good sign and no proof"
    }
    return ([reports.count == 1 ? "1 report" : "\(reports.count) reports"] + reports.map(\.line))
      .joined(separator: "\n  ")
  }
}

extension SanitizerReport {
  /// The report in a line.
  var line: String {
    let parts = accesses.map { access in
      let place = access.place.map { place in
        " in \(place.file)" + (place.line.map { ":\($0)" } ?? "")
      }
      return "\(access.kind)\(place ?? " in code that isn't yours")"
    }
    return "\(kind): \(parts.joined(separator: ", and at the same time "))"
  }
}
