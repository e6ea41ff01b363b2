import Foundation
import Synchronization

/// The verdicts that a repeated `verify` has reached, so that it can be stopped and go on.
///
/// It is a file with a line for each verdict. It holds for the kit and the options it was begun with,
/// and for solutions that have not changed since.
final class Journal: Sendable {
  private struct Entry: Codable {
    let row: VerifyCommand.Row
    let file: String
  }

  private let url: URL?
  private let known: [String: [VerifyCommand.Row]]
  private let handle: Mutex<FileHandle?>

  /// Opens the journal of a run like this one; there is none unless solutions are judged repeatedly.
  init(kit: Kit, options: Invocation.VerifyOptions) throws {
    guard options.times > 1 else {
      (url, known) = (nil, [:])
      handle = Mutex(nil)
      return
    }
    let folder = kit.root.appendingPathComponent(".build/verify")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let circumstances = "\(try kit.fingerprint()) \(options.load) \(options.cores ?? 0)"
    let name = GradeCommand.fingerprint(of: [], kit: circumstances)
    let url = folder.appendingPathComponent("\(name).jsonl")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    // A line that was torn when the run was stopped is no verdict.
    let entries = text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
    known = Dictionary(grouping: entries, by: \.file).mapValues { $0.map(\.row) }
    if !entries.isEmpty { Console.say("Going on with \(entries.count) verdicts of a run before") }
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let file = try FileHandle(forWritingTo: url)
    try file.seekToEnd()
    try file.write(contentsOf: Data("\n".utf8))
    self.url = url
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
    handle.withLock { try? $0?.write(contentsOf: line + Data("\n".utf8)) }
  }

  /// The run is complete: the next one begins anew.
  func end() {
    if let url { try? FileManager.default.removeItem(at: url) }
  }

  private static func name(of solution: KnownSolution) -> String {
    let content = GradeCommand.fingerprint(of: [solution.file], kit: "")
    return "\(solution.exercise.name) \(solution.name) \(content)"
  }
}
