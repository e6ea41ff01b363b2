import Judge

/// Puts the results of shards together, exactly: what is missing is counted against the list of submissions.
struct Merge {
  /// A submission that more than one folder has a result of.
  struct Duplicate: Equatable {
    let entry: String
    let folders: [String]
    /// Whether all came to the same: the statuses, points and diagnoses of all checks.
    let isSame: Bool
  }

  /// A submission that no folder has anything of.
  struct Missing: Equatable {
    let entry: String
    /// Which shard was to grade it, if the lists agree.
    let shard: Shard?
  }

  let graded: GradedClass
  /// All submissions, by the lists.
  let entries: [String]
  /// In the list's order.
  let missing: [Missing]
  let duplicates: [Duplicate]
  /// Submissions that not all lists have, so the shards aren't of one class.
  let notInAllLists: [String]
  /// Whether the class is whole, and nothing in it is doubtful.
  var isWhole: Bool { missing.isEmpty && notInAllLists.isEmpty && duplicates.allSatisfy(\.isSame) }

  /// - Throws: `UsageError` if no folder has a list, or the shards' exercises differ.
  init(_ shards: [StoredResults]) throws(UsageError) {
    let lists = shards.compactMap { $0.list?.entries }
    guard !lists.isEmpty else {
      throw UsageError(
        "none of these folders has \(EntryList.file), so nobody knows which submissions there are; "
          + "results of 'grader grade --shard K/N --out DIR' are expected")
    }
    let sets = lists.map(Set.init)
    var known: Set<String> = []
    let all = lists.joined().filter { known.insert($0).inserted }
    notInAllLists = all.filter { name in !sets.allSatisfy { $0.contains(name) } }
    let ended = shards.compactMap(\.stored)
    if let other = ended.first(where: { $0.gradedExercises != ended[0].gradedExercises }) {
      throw UsageError(
        "these shards were graded differently: one has \(inARow(ended[0].gradedExercises, "and")), "
          + "another \(inARow(other.gradedExercises, "and")). Grade all with the same options")
    }

    let count = shards.compactMap { $0.list?.shard?.count }.first
    let stored = shards.map { Dictionary(grouping: $0.stored?.rows ?? [], by: \.name) }
    var (rows, missing, duplicates) = ([GradedClass.Row](), [Missing](), [Duplicate]())
    for (index, name) in all.enumerated() {
      let found = zip(shards, stored).compactMap { shard, stored in
        Self.rows(of: name, in: shard, stored[name] ?? []).map { (shard.folder, $0) }
      }
      guard let taken = found.first(where: { Self.hasResult($0.1) }) ?? found.first else {
        let shard = notInAllLists.isEmpty ? count.map { Shard(index % $0 + 1, of: $0) } : nil
        missing.append(Missing(entry: name, shard: shard))
        continue
      }
      rows += taken.1
      guard found.count > 1 else { continue }
      let results = found.map { $0.1.first?.document.map(Outcome.init) }
      duplicates.append(
        Duplicate(
          entry: name, folders: found.map(\.0), isSame: results.allSatisfy { $0 == results[0] }))
    }
    rows += Self.ofNoEntry(shards, all: Set(all))
    (entries, self.missing, self.duplicates) = (all, missing, duplicates)
    graded = Self.graded(
      rows, ended: ended, documents: shards.lazy.flatMap(\.documents.values).first)
  }

  private static func graded(
    _ rows: [GradedClass.Row], ended: [StoredClass], documents any: Document?
  ) -> GradedClass {
    var graded = GradedClass(
      exercises: ended.first?.gradedExercises ?? any?.exercises.map(\.name) ?? [], rows: rows)
    graded.isQuick =
      ended.contains(where: \.isQuick) || rows.contains { $0.document?.isQuick == true }
    graded.remarks = ended.flatMap(\.remarks).reduce(into: []) { remarks, remark in
      if !remarks.contains(remark) { remarks.append(remark) }
    }
    return graded
  }

  /// What a folder has of a submission, one row for each of its students; nil if nothing.
  private static func rows(
    of name: String, in shard: StoredResults, _ stored: [StoredClass.Row]
  ) -> [GradedClass.Row]? {
    if !stored.isEmpty { return stored.map(shard.row) }
    // One that was stopped has no rows, and the results up to then.
    guard let document = shard.documents[name] else { return nil }
    let students = document.entry?.students ?? []
    return students.isEmpty
      ? [GradedClass.Row(name: name, document: document)]
      : students.map { GradedClass.Row(name: name, document: document, student: $0) }
  }

  private static func hasResult(_ rows: [GradedClass.Row]) -> Bool {
    rows.contains { $0.document != nil }
  }

  /// Rows that belong to no submission, such as students who handed in nothing: each shard tells all.
  private static func ofNoEntry(_ shards: [StoredResults], all: Set<String>) -> [GradedClass.Row] {
    var known = Set<String>()
    return shards.flatMap { shard in
      (shard.stored?.rows ?? []).filter { row in
        !all.contains(row.name) && known.insert(row.name).inserted
      }.map(shard.row)
    }
  }

  /// What came of a submission, without what differs from run to run.
  private struct Outcome: Equatable {
    private let checks: [[String]]

    init(_ document: Document) {
      checks = document.exercises.flatMap { result in
        result.checks.map { check in
          [
            result.name, check.check, check.status.rawValue, "\(check.points)",
            check.diagnosis ?? "",
          ]
        }
      }
    }
  }
}
