import Foundation

/// The results of a class, or of a shard of it, as they lie in a folder.
struct StoredResults: Sendable {
  /// What the folder is called in messages.
  let folder: String
  /// Which submissions there are, and which of them are this shard's; nil if the grader never got so far.
  let list: EntryList?
  /// Nil if the grader was stopped before its end.
  let stored: StoredClass?
  /// Every result, by its submission's identifier.
  let documents: [String: Document]

  /// Reads a folder.
  ///
  /// - Throws: `UsageError` if it is none; `GraderError` if one of its files can't be read.
  init(in path: String) throws {
    let url = URL(fileURLWithPath: path)
    guard url.isDirectory else {
      throw UsageError("'\(path)' is no folder; results of 'grader grade --out DIR' are expected")
    }
    folder = path
    list = try Self.read(EntryList.self, url.appendingPathComponent(EntryList.file))
    stored = try Self.read(StoredClass.self, url.appendingPathComponent("class.json"))
    let submissions = url.appendingPathComponent("submissions")
    var documents: [String: Document] = [:]
    if submissions.isDirectory {
      for name in try FileManager.default.contentsOfDirectory(atPath: submissions.path) {
        guard name.hasSuffix(".json"), !Self.isOutlet(name) else { continue }
        documents[String(name.dropLast(".json".count))] = try Self.read(
          Document.self, submissions.appendingPathComponent(name))
      }
    }
    self.documents = documents
  }

  /// Whether a file was written for another program, and isn't read again.
  private static func isOutlet(_ name: String) -> Bool {
    Reports.moreOfSubmission.contains { name.hasSuffix(".\($0.ending)") }
  }

  private static func read<Content: Decodable>(_ type: Content.Type, _ file: URL) throws -> Content?
  {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: file))
    } catch {
      throw GraderError("\(file.path) can't be read: \(error)")
    }
  }

  /// The class as it was graded.
  ///
  /// - Throws: `GraderError` if the grader hadn't come to its end.
  func graded() throws -> GradedClass {
    guard let stored else {
      throw GraderError(
        "there is no class.json in '\(folder)': the grading was stopped. The same 'grader grade' goes on"
      )
    }
    var graded = GradedClass(
      exercises: stored.gradedExercises, rows: stored.rows.map { row($0) })
    (graded.remarks, graded.isQuick) = (stored.remarks, stored.isQuick)
    return graded
  }

  /// A row with its result.
  func row(_ row: StoredClass.Row) -> GradedClass.Row {
    let document = row.result == nil ? nil : documents[row.name]
    // A result that was the kit's own failure is never kept.
    let isLost = row.result != nil && document == nil
    let lost = GraderError("its result isn't among those in '\(folder)/submissions'")
    return GradedClass.Row(
      name: row.name, document: document, student: row.student,
      remarks: row.remarks + (isLost ? [.couldNotBeGraded(lost)] : []))
  }
}

/// Which submissions a class has, as the grader found them before it began; a shard is part of them.
struct EntryList: Codable, Equatable, Sendable {
  static let file = "entries.json"

  /// The identifiers of all, in their order.
  let entries: [String]
  /// Which of them are graded; nil for all.
  var shard: Shard?

  /// Writes it, before anything is graded.
  func write(in folder: URL) throws {
    let text = try JSONReport().text(of: self)
    try Data(text.utf8).write(to: folder.appendingPathComponent(Self.file), options: .atomic)
  }
}

/// Every Nth submission of a class, from the Kth on.
struct Shard: Codable, Hashable, Sendable, CustomStringConvertible {
  /// From 1 on.
  let index: Int
  let count: Int

  static let most = 10_000

  static let option = Option(
    name: "--shard", value: "K/N",
    help: """
      grade only every Nth submission, from the Kth on, such as 2/8; 'merge' puts the
      shards' results together
      """)

  /// - Throws: `UsageError` if it isn't two numbers with a stroke between them.
  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], 1...Self.most ~= count,
      1...count ~= index
    else {
      throw UsageError(
        "--shard takes which of how many, such as 2/8: the first from 1 to the second, the second at "
          + "most \(Self.most); not '\(text)'")
    }
    (self.index, self.count) = (index, count)
  }

  init(_ index: Int, of count: Int) { (self.index, self.count) = (index, count) }

  var description: String { "\(index)/\(count)" }

  /// Its part of a list, whose order must be the same on every machine.
  func part<Entry>(of entries: [Entry]) -> [Entry] {
    stride(from: index - 1, to: entries.count, by: count).map { entries[$0] }
  }
}

extension Arguments {
  /// The shard that is asked for; nil if the whole class is.
  mutating func shard() throws(UsageError) -> Shard? {
    guard let text = try value(Shard.option) else { return nil }
    return try Shard(text)
  }
}
