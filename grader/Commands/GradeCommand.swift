import Foundation
import Judge

/// `grade`: grades a class, submission by submission.
struct GradeCommand {
  let options: Invocation.GradeOptions

  /// Writes the reports, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let entries = try Self.entries(of: options.directory, out: options.out)
    let reports = Self.reports(in: options.out)
    try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
    try kit.prepare(Console.say)
    let grading = try Grading(
      kit: kit, exercises: kit.exercises, extent: options.isQuick ? .quick : .everything,
      workers: options.workers)
    // Graded otherwise, a submission may get another result.
    let way = "\(options.isQuick) \(options.workers ?? 0)"
    let kitFingerprint = try kit.fingerprint() + way
    let counter = Console.Counter(total: entries.count)

    let rows = inParallel(entries, jobs: options.jobs ?? Machine.cores) { entry in
      let name = entry.lastPathComponent
      guard Self.isDirectory(entry) else {
        counter.tick("\(name) is not a directory")
        return ClassReport.Row(name: name, document: nil, remark: "not a directory")
      }
      do {
        let (document, isKept) = try Self.document(
          of: entry, in: reports, grading: grading, kitFingerprint: kitFingerprint)
        let points = "\(document.points) of \(document.maxPoints) points"
        counter.tick("\(name) \(points)\(isKept ? " (graded before)" : "")")
        return ClassReport.Row(name: name, document: document)
      } catch {
        counter.tick("\(name) could not be graded: \(error)")
        return ClassReport.Row(name: name, document: nil, remark: "could not be graded: \(error)")
      }
    }
    let summary = ClassReport(exercises: kit.exercises.map(\.name), rows: rows)
    let out = URL(fileURLWithPath: options.out)
    try write(summary.csv, to: out.appendingPathComponent("class.csv"))
    try write(summary.markdown, to: out.appendingPathComponent("class.md"))
    print("\(rows.count { $0.document != nil }) of \(rows.count) entries graded")
    print("Reports: \(out.path)/class.csv, class.md, and submissions/")
    let isBroken = rows.contains { ($0.document?.exitStatus ?? 2) == 2 }
    let isWrong = rows.contains { $0.document?.exitStatus == 1 }
    return isBroken ? 2 : isWrong ? 1 : 0
  }

  /// The class's entries, in the order of their names.
  ///
  /// - Throws: `UsageError` if the directory is none, or the reports would lie in it.
  static func entries(of directory: String, out: String) throws -> [URL] {
    let folder = URL(fileURLWithPath: directory).resolvingSymlinksInPath()
    guard isDirectory(folder) else {
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

  private static func isDirectory(_ url: URL) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  /// The result of one submission: the one in its report if that is still true, else a new one.
  private static func document(
    of submission: URL, in reports: URL, grading: Grading, kitFingerprint: String
  ) throws -> (Document, isKept: Bool) {
    let name = submission.lastPathComponent
    let report = reports.appendingPathComponent("\(name).json")
    let found = grading.kit.exercises.map { ($0, ExerciseFiles(of: $0, below: submission)) }
    let fingerprint = fingerprint(of: found.flatMap { $0.1?.files ?? [] }, kit: kitFingerprint)
    if let bytes = FileManager.default.contents(atPath: report.path),
      let before = try? JSONDecoder().decode(Document.self, from: bytes),
      before.fingerprint == fingerprint
    {
      return (before, true)
    }
    let document = Document(
      root: submission.path,
      exercises: found.map { grading.result(of: $0.0, files: $0.1) }, fingerprint: fingerprint)
    let markdown = MarkdownReport(name: name, document: document).text
    try Data(markdown.utf8).write(
      to: reports.appendingPathComponent("\(name).md"), options: .atomic)
    // Last, since a report that is there says that all of it is there. A result that is the kit's
    // own failure is to be tried again.
    guard document.exitStatus != 2 else { return (document, false) }
    try Data(JSONReport.text(document).utf8).write(to: report, options: .atomic)
    return (document, false)
  }

  /// A number that changes with any byte of the files, their names, or the kit (FNV-1a, 64 bits).
  static func fingerprint(of files: [URL], kit: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    take(kit.utf8)
    for file in files {
      let bytes = FileManager.default.contents(atPath: file.path) ?? Data()
      take("\n\(file.lastPathComponent) \(bytes.count)\n".utf8)
      take(bytes)
    }
    return String(hash, radix: 16)
  }

  private func write(_ text: String, to file: URL) throws {
    try Data(text.utf8).write(to: file, options: .atomic)
  }
}
