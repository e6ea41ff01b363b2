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

  /// What came of one exercise.
  private struct Finding {
    let text: String
    /// 0 if its checks ran, 1 if the student's code kept them from it, 2 if the kit did.
    let exitStatus: Int32
  }

  /// Prints what was found, and returns the highest exit status of all exercises.
  ///
  /// Reports of the sanitizer leave it at 0.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: self.exercises)
    let root = try kit.submission(self.root)
    try kit.prepare(Console.say)
    try kit.sanitized.prepare(Console.say)
    var exitStatus: Int32 = 0
    for exercise in exercises {
      // A continuation that a thread resumes is taken for a race.
      guard try !exercise.isOfTasks else {
        print("\(exercise.name): left out, as right code of tasks is reported falsely")
        continue
      }
      guard let files = try ExerciseFiles(of: exercise, below: root) else { continue }
      let finding = try Self.finding(of: exercise, files: files, kit: kit)
      print("\(exercise.name): \(finding.text)")
      exitStatus = max(exitStatus, finding.exitStatus)
    }
    return exitStatus
  }

  /// What the sanitizer says about one exercise.
  private static func finding(
    of exercise: KitExercise, files: ExerciseFiles, kit: Kit
  ) throws -> Finding {
    let folder = try TemporaryFolder()
    let build = try SubjectBuild(
      kit: kit.sanitized, exercise: exercise, files: files, folder: folder.url)
    if case .didNotCompile(let message) = try build.run() {
      return Finding(text: "doesn't compile\n\(message)", exitStatus: 1)
    }
    try expectStart(of: folder.url.appendingPathComponent("\(exercise.name)Subject"))
    let logs = folder.url.appendingPathComponent("reports")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    var run = SuiteRun(kit: kit, exercise: exercise, extent: .quick)
    // Reports go to files, and change nothing in how a subject ends.
    run.environment["TSAN_OPTIONS"] =
      "exitcode=0 atexit_sleep_ms=0 log_path=\(logs.path)/report"
    let checks = try run.verdicts(subjects: folder.url, plan: try run.plan())
    let texts = try FileManager.default.contentsOfDirectory(atPath: logs.path).sorted()
      .compactMap { FileManager.default.contents(atPath: logs.appendingPathComponent($0).path) }
      .map { String(decoding: $0, as: UTF8.self) }
    let names = files.files.map(\.lastPathComponent)
    return finding(
      checks, SanitizerReport.reports(in: texts.joined(separator: "\n"), files: names))
  }

  /// Expects that a subject comes up: no code of a student's runs before it has.
  ///
  /// - Throws: `GraderError` if it ends before.
  private static func expectStart(of program: URL) throws {
    do {
      try Subject(executable: program, doing: "the start").end()
    } catch {
      throw GraderError(
        "\(program.lastPathComponent), built for Thread Sanitizer, doesn't start: \(error)")
    }
  }

  /// Sums up the checks and the reports, of which there are only as many as the checks came to.
  private static func finding(_ checks: [Verdict], _ reports: [SanitizerReport]) -> Finding {
    if let failed = checks.first(where: { $0.status == .judgeError }) {
      return Finding(text: "kit error\n\(failed.message ?? "")", exitStatus: 2)
    }
    if checks.contains(where: { $0.status == .notStarted }), reports.isEmpty {
      return Finding(text: "not started", exitStatus: 1)
    }
    let found = reports.map { "\n  \($0.line)" }.joined()
    let counted = reports.count == 1 ? "1 report" : "\(reports.count) reports"
    if let ended = checks.first(where: { ["crashed", "exited"].contains($0.diagnosis) }) {
      let name = ended.diagnosis ?? ""
      return Finding(
        text: "\(name), so there may be more than \(counted)\(found)\n\(ended.message ?? "")",
        exitStatus: 1)
    }
    return Finding(
      text: reports.isEmpty ? "no reports, which is a good sign and no proof" : counted + found,
      exitStatus: 0)
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
