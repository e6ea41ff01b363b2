import Foundation
import Judge
import Testing

@testable import grader

@Suite struct MergeTests {
  private static let names = ["ada", "bob", "cem", "dia", "eve"]

  @Test(arguments: 1...7) func `every submission is in exactly one shard`(count: Int) {
    let parts = (1...count).map { Shard($0, of: count).part(of: Self.names) }
    #expect(parts.flatMap(\.self).sorted() == Self.names)
    #expect(Shard(1, of: 2).part(of: Self.names) == ["ada", "cem", "eve"])
    #expect(Shard(2, of: 2).part(of: Self.names) == ["bob", "dia"])
  }

  @Test(arguments: ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3", "1/10001", "-1/2"])
  func `a shard that makes no sense is refused`(text: String) {
    #expect(throws: UsageError.self) { try Shard(text) }
  }

  @Test func `shards that came to their ends are the class that one machine grades`() throws {
    try withShards([[0, 2, 4], [1, 3]]) { shards in
      let merge = try Merge(shards)
      #expect(merge.isWhole)
      #expect(merge.graded.rows.map(\.name) == Self.names)
      #expect(merge.graded.rows.map { $0.document?.score.points } == [1, 2, 3, 4, 0])
      #expect(merge.told == "5 submissions, 5 with a result\n")
      let alone = GradedClass(
        exercises: ["Ropes", "Knots"], rows: (0...4).map { Self.row($0) })
      #expect(StoredClass(merge.graded) == StoredClass(alone))
    }
  }

  @Test func `what a stopped shard and one that never began lack is told by name and shard`() throws
  {
    try withShards([[0], nil, [2]], stopped: [0]) { shards in
      let merge = try Merge(shards)
      #expect(!merge.isWhole)
      #expect(merge.graded.rows.map(\.name) == ["ada", "cem"])
      #expect(merge.missing.map(\.entry) == ["bob", "dia", "eve"])
      #expect(
        merge.told == """
          5 submissions, 2 with a result
          missing: bob, of shard 2/3
          missing: dia, of shard 1/3
          missing: eve, of shard 2/3
          Grade 1/3 and 2/3 again with the same command and --out, which goes on; then merge again.

          """)
    }
  }

  @Test func `a submission in two shards is told, and whether they agree`() throws {
    try withShards([[0, 2, 4], [1, 3], [0, 2, 4]], numbers: [1, 2, 1], of: 2) { shards in
      let merge = try Merge(shards)
      #expect(merge.isWhole)
      #expect(merge.duplicates.map(\.entry) == ["ada", "cem", "eve"])
      #expect(merge.duplicates.map(\.isSame) == [true, true, true])
    }
    try withShards([[0, 2, 4], [1, 3], [0]], numbers: [1, 2, 1], of: 2, otherwise: [2]) { shards in
      let merge = try Merge(shards)
      #expect(!merge.isWhole)
      #expect(merge.duplicates.map(\.isSame) == [false])
      #expect(merge.graded.rows[0].document?.score.points == 1)
      #expect(merge.told.contains("DIFFERENT results; that of the first was taken"))
    }
  }

  @Test func `a result goes before a failure of the grader, whichever comes first`() throws {
    try withShards([[0, 2, 4], [1, 3]], lost: [2]) { shards in
      #expect(!(try Merge(shards).graded.rows[2].document != nil))
      try withShards([[2]], numbers: [1], of: 2) { more in
        let merge = try Merge(shards + more)
        #expect(merge.graded.rows[2].document?.score.points == 3)
      }
    }
  }

  @Test func `shards of different classes aren't taken for a whole`() throws {
    try withShards([[0, 2, 4], [1, 3]]) { shards in
      try withShards([[0]], numbers: [1], of: 1, names: ["ada", "zoe"]) { other in
        let merge = try Merge(shards + other)
        #expect(!merge.isWhole)
        #expect(merge.notInAllLists == ["bob", "cem", "dia", "eve", "zoe"])
        #expect(merge.missing.map(\.entry) == ["zoe"])
        #expect(merge.missing.map(\.shard) == [nil])
      }
    }
  }

  @Test func `folders without a list are refused`() throws {
    try withFolder { folder in
      #expect(throws: UsageError.self) { try Merge([StoredResults(in: folder.path)]) }
      #expect(throws: UsageError.self) { try StoredResults(in: folder.path + "/none") }
      #expect(throws: GraderError.self) { try StoredResults(in: folder.path).graded() }
    }
  }

  private static func row(_ index: Int, points: Int? = nil) -> GradedClass.Row {
    let document = OutletSamples.document(
      names[index], .folder, number: nil, ropes: points ?? (index + 1) % 5)
    return GradedClass.Row(name: names[index], document: document)
  }

  /// Lends results of shards in folders: of each the indices of what it graded, nil for one that
  /// never began.
  private func withShards(
    _ shards: [[Int]?], numbers: [Int]? = nil, of count: Int? = nil, stopped: Set<Int> = [],
    otherwise: Set<Int> = [], lost: Set<Int> = [], names: [String] = Self.names,
    _ body: ([StoredResults]) throws -> Void
  ) throws {
    try withFolder { folder in
      var results: [StoredResults] = []
      for (shard, part) in shards.enumerated() {
        guard let part else { continue }
        let own = folder.appendingPathComponent("\(shard)")
        let submissions = own.appendingPathComponent("submissions")
        try FileManager.default.createDirectory(at: submissions, withIntermediateDirectories: true)
        let number = Shard(numbers?[shard] ?? shard + 1, of: count ?? shards.count)
        try EntryList(entries: names, shard: number).write(in: own)
        let rows = part.map { Self.row($0, points: otherwise.contains(shard) ? 0 : nil) }
        for (index, row) in zip(part, rows) where !lost.contains(index) {
          let submission = GradedSubmission(document: try #require(row.document), exercises: [])
          try JSONReport().write(submission, named: row.name, in: submissions)
        }
        if !stopped.contains(shard) {
          try ClassJSON().write(
            GradedClass(exercises: ["Ropes", "Knots"], rows: rows), named: "class", in: own)
        }
        results.append(try StoredResults(in: own.path))
      }
      try body(results)
    }
  }
}
