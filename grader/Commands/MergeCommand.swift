import Foundation

/// `merge`: puts the results of shards together.
struct MergeCommand: Command {
  static let name = "merge"
  static let operands = "OUT SHARD ..."
  static let options = [Outlets.format, Option.rubric]
  static let summary = """
    puts the results of 'grade --shard K/N --out SHARD' together in OUT, and tells
    which submissions are missing
    """

  let out: String
  let folders: [String]
  let formats: [String]
  let rubric: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    formats = try arguments.words(Outlets.format)
    rubric = try arguments.value(.rubric)
    let places = try arguments.operands()
    guard places.count >= 2, let out = places.first else {
      throw UsageError(
        "merge takes a place for the whole class and the shards' folders: grader merge OUT SHARD ..."
      )
    }
    (self.out, folders) = (out, Array(places.dropFirst()))
    let resolved = places.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    guard !resolved.dropFirst().contains(resolved[0]) else {
      throw UsageError("OUT is to be another folder than the shards', and '\(out)' is one of them")
    }
  }

  /// Writes the class, and returns the exit status: 2 if something is missing or contradicts itself.
  func run() throws -> Int32 {
    let merge = try Merge(try folders.map(StoredResults.init(in:)))
    let kit = try Kit()
    let outlets = try Outlets(
      formats: Set(formats), rubric: kit.rubric(rubric), exercises: kit.exercises)
    let folder = URL(fileURLWithPath: out)
    let submissions = folder.appendingPathComponent("submissions")
    // What is left of an earlier time isn't in this class.
    if submissions.isDirectory { try FileManager.default.removeItem(at: submissions) }
    try FileManager.default.createDirectory(at: submissions, withIntermediateDirectories: true)
    for row in merge.graded.rows {
      guard let document = row.document else { continue }
      let submission = GradedSubmission(document: document, exercises: kit.exercises)
      try JSONReport().write(submission, named: row.name, in: submissions)
    }
    try EntryList(entries: merge.entries).write(in: folder)
    let graded = try outlets.write(merge.graded, in: folder, Console.say)
    print(merge.told, terminator: "")
    print("Reports: \(out)/class.*, and submissions/")
    return max(merge.isWhole ? 0 : 2, graded.score.status.exitStatus)
  }
}

extension Merge {
  /// What came of it, for whoever started the shards.
  var told: String {
    let results = Set(graded.rows.filter { $0.document != nil }.map(\.name)).count
    var lines = ["\(entries.count) submissions, \(results) with a result"]
    for one in missing {
      let shard = one.shard.map { ", of shard \($0)" } ?? ""
      lines.append("missing: \(one.entry)\(shard)")
    }
    for one in duplicates {
      let said =
        one.isSame ? "with the same result" : "with DIFFERENT results; that of the first was taken"
      lines.append("twice: \(one.entry), in \(inARow(one.folders, "and")), \(said)")
    }
    for entry in notInAllLists { lines.append("not in every shard's list of the class: \(entry)") }
    if !missing.isEmpty {
      let shards = Set(missing.compactMap(\.shard)).sorted { $0.index < $1.index }
      let again = shards.isEmpty ? "them" : inARow(shards.map { "\($0)" }, "and")
      lines.append(
        "Grade \(again) again with the same command and --out, which goes on; then merge again.")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
