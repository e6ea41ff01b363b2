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
    let row: VerifyCommand.Row
    let file: String
  }

  private let url: URL
  /// Shared by the runs that write to the file.
  private let lock: LockFile
  private let known: [String: [VerifyCommand.Row]]
  private let handle: Mutex<FileHandle>

  /// The journal of runs like this one.
  static func file(kit: Kit, options: Invocation.VerifyOptions) throws -> URL {
    let folder = kit.root.appendingPathComponent(".build/verify")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let circumstances = "\(try kit.fingerprint()) \(options.load) \(options.cores ?? 0)"
    let name = GradeCommand.fingerprint(of: [], kit: circumstances)
    return folder.appendingPathComponent("\(name).jsonl")
  }

  /// Reads what is in the file, which is made if there is none.
  ///
  /// - Throws: `LaunchError` or `GraderError` if the file can't be opened, locked or written to.
  init(_ url: URL) throws {
    let lock = try LockFile(path: url.path)
    try lock.lock(alone: false)
    let entries = Self.entries(of: url)
    known = Dictionary(grouping: entries, by: \.file).mapValues { $0.map(\.row) }
    if !entries.isEmpty { Console.say("Stopped runs before have left \(entries.count) verdicts") }
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
    let entry = Entry(row: row, file: Self.name(of: solution))
    guard let line = try? JSONEncoder().encode(entry) else { return }
    handle.withLock { try? $0.write(contentsOf: line + Data("\n".utf8)) }
  }

  /// The run on these solutions is complete: the next one begins anew with them.
  ///
  /// If another goes on meanwhile, it is left to that. What a stopped run has noted on others stays.
  func end(of solutions: [KnownSolution]) {
    guard (try? lock.tryLockAlone()) == true else { return }
    let ended = Set(solutions.map { [$0.exercise.name, $0.name] })
    let rest = Self.entries(of: url).filter { !ended.contains([$0.row.exercise, $0.row.solution]) }
    guard !rest.isEmpty, let lines = try? rest.map(JSONEncoder().encode) else {
      try? FileManager.default.removeItem(at: url)
      return
    }
    // In place: the lock is on this file.
    handle.withLock {
      try? $0.truncate(atOffset: 0)
      for line in lines { try? $0.write(contentsOf: line + Data("\n".utf8)) }
    }
  }

  /// A line that was torn when a run was stopped is no verdict.
  private static func entries(of url: URL) -> [Entry] {
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }

  private static func name(of solution: KnownSolution) -> String {
    let content = GradeCommand.fingerprint(of: [solution.file], kit: "")
    return "\(solution.exercise.name) \(solution.name) \(content)"
  }
}
