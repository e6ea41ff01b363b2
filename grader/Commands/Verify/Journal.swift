import Foundation
import Judge
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The verdicts that a repeated `verify` has reached, so that it can be stopped and go on.
///
/// It is a file with a line for each verdict. It holds for the kit and the options it was begun with,
/// and for solutions that have not changed since. Runs that go on at the same time share it.
final class Journal: Sendable {
  private struct Entry: Codable {
    /// The verdict; nil if a run on the solution came to its end.
    let row: VerifyCommand.Row?
    let file: String
  }

  private let url: URL
  /// Shared by the runs that write to the file.
  private let lock: LockFile
  private let known: [String: [VerifyCommand.Row]]
  private let handle: Mutex<FileHandle>

  /// The journal of runs like this one.
  static func file(kit: Kit, load: Int, cores: Int?) throws -> URL {
    let folder = kit.root.appendingPathComponent(".build/verify")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let circumstances = "\(try kit.fingerprint()) \(load) \(cores ?? 0)"
    let name = Fingerprint.of([], kit: circumstances)
    return folder.appendingPathComponent("\(name).jsonl")
  }

  /// Reads what is in the file, which is made if there is none.
  ///
  /// - Throws: `LaunchError` or `GraderError` if the file can't be opened, locked or written to.
  init(_ url: URL) throws {
    let lock = try LockFile(path: url.path)
    try lock.lock(alone: false)
    known = try Self.verdicts(in: url)
    let count = known.values.joined().count
    if count > 0 { Console.say("Stopped runs before have left \(count) verdicts") }
    // Each line goes to the end in one piece, whoever else writes.
    let descriptor = open(url.path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw GraderError("can't open \(url.path)") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data("\n".utf8))
    (self.url, self.lock) = (url, lock)
    handle = Mutex(file)
  }

  /// The verdicts that a run before has reached on a solution.
  func rows(of solution: KnownSolution) -> [VerifyCommand.Row] {
    known[Self.name(of: solution)] ?? []
  }

  /// Notes a verdict.
  func add(_ row: VerifyCommand.Row, of solution: KnownSolution) {
    append(Entry(row: row, file: Self.name(of: solution)))
  }

  /// The run on these solutions is complete: the next one begins anew with them.
  ///
  /// What a stopped run has noted on others stays; with nothing left, the last to go removes the file.
  func end(of solutions: [KnownSolution]) {
    for solution in solutions { append(Entry(row: nil, file: Self.label(of: solution))) }
    trying("removed") {
      guard try lock.tryLockAlone(), try Self.verdicts(in: url).isEmpty else { return }
      try FileManager.default.removeItem(at: url)
    }
  }

  private func append(_ entry: Entry) {
    trying("written to") {
      let line = try JSONEncoder().encode(entry) + Data("\n".utf8)
      try handle.withLock { try $0.write(contentsOf: line) }
    }
  }

  /// Tells what fails, and goes on: the verdicts stand without their journal.
  private func trying(_ what: String, _ body: () throws -> Void) {
    do { try body() } catch { Console.say("\(url.path) can't be \(what): \(error)") }
  }

  /// The verdicts by solution, but for those of runs that came to their end.
  private static func verdicts(in url: URL) throws -> [String: [VerifyCommand.Row]] {
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    return text.split(separator: "\n").reduce(into: [:]) { known, line in
      // A line that was torn when a run was stopped is no verdict.
      guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line.utf8)) else { return }
      if let row = entry.row {
        known[entry.file, default: []].append(row)
      } else {
        known = known.filter { !$0.key.hasPrefix(entry.file + " ") }
      }
    }
  }

  private static func name(of solution: KnownSolution) -> String {
    let content = Fingerprint.of([solution.file], kit: "")
    return "\(label(of: solution)) \(content)"
  }

  private static func label(of solution: KnownSolution) -> String {
    "\(solution.exercise.name) \(solution.name)"
  }
}
