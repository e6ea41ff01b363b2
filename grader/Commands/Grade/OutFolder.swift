import Foundation
import Judge

/// Where a class's reports go, which one run at a time writes to.
final class OutFolder: Sendable {
  let url: URL
  private let lock: LockFile

  /// The reports of the single submissions.
  var submissions: URL { url.appendingPathComponent("submissions") }
  /// The reports of submissions that are no longer there.
  var removed: URL { url.appendingPathComponent("removed") }

  /// Takes a folder, which is made if there is none.
  ///
  /// - Throws: `GraderError` if another run has it.
  init(_ path: String) throws {
    url = URL(fileURLWithPath: path).standardizedFileURL
    let files = FileManager.default
    try files.createDirectory(
      at: url.appendingPathComponent("submissions"), withIntermediateDirectories: true)
    lock = try LockFile(path: url.appendingPathComponent(".lock").path)
    guard try lock.tryLockAlone() else {
      throw GraderError(
        "another run writes to '\(url.path)'; wait until it has ended, or give another --out")
    }
    clearTorn()
  }

  /// Removes what a run has left that was killed while it wrote a report.
  private func clearTorn() {
    for folder in [url, submissions] {
      // What isn't there, or can't be removed, is in nobody's way.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names where name.hasPrefix(".dat.nosync") {
        try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
      }
    }
  }

  /// The report that is read again, of an entry.
  func document(of entry: String) -> URL { submissions.appendingPathComponent("\(entry).json") }

  /// What the names of reports end in, those of outlets first, as these end in `.json` too.
  private static let endings =
    (Reports.moreOfSubmission + Reports.filesOfSubmission).map { ".\($0.ending)" } + [".json"]

  /// Moves the reports of others than these entries aside.
  ///
  /// - Returns: The names of those that were moved.
  func clear(keeping entries: [String]) throws -> [String] {
    let kept = Set(entries.map { Data($0.utf8) })
    let files = FileManager.default
    var moved: [String] = []
    for name in try files.contentsOfDirectory(atPath: submissions.path).sorted() {
      guard let ending = Self.endings.first(where: name.hasSuffix) else { continue }
      let entry = name.trimmed(suffix: ending)
      guard !kept.contains(Data(entry.utf8)) else { continue }
      try files.createDirectory(at: removed, withIntermediateDirectories: true)
      let place = removed.appendingPathComponent(name)
      if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
      try files.moveItem(at: submissions.appendingPathComponent(name), to: place)
      if !moved.contains(entry) { moved.append(entry) }
    }
    return moved
  }

  /// Adds a line to the log, with the time.
  func log(_ text: String) {
    let line =
      "\(Date().ISO8601Format()) \(text.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
    let path = url.appendingPathComponent("log.txt").path
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return Console.say("\(path) can't be written to") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do { try file.write(contentsOf: Data(line.utf8)) } catch { Console.say("\(path): \(error)") }
  }
}
