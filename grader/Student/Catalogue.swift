import Foundation

/// The names of all mistakes that the kit tells apart, each with what was seen: the table that students
/// read in `Exercises/README.md`.
struct Catalogue {
  struct Entry: Equatable {
    let name: String
    /// What was seen, as a clause.
    let seen: String
  }

  static let file = "Exercises/README.md"

  let entries: [Entry]

  /// Reads the rows of the table under the heading `## All the diagnoses`.
  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { $0 != "## All the diagnoses" }.dropFirst().prefix {
      !$0.hasPrefix("## ")
    }
    entries = table.compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2, cells[0].wholeMatch(of: /[a-z]\w+/) != nil else { return nil }
      return Entry(name: cells[0], seen: cells[1])
    }
  }

  init(of kit: Kit) throws {
    self.init(
      try String(contentsOf: kit.root.appendingPathComponent(Self.file), encoding: .utf8))
  }

  /// The entry of this name, in any case.
  ///
  /// - Throws: `UsageError` with the nearest name if there is none.
  func entry(_ name: String) throws(UsageError) -> Entry {
    if let entry = entries.first(where: { $0.name.lowercased() == name.lowercased() }) {
      return entry
    }
    let hint =
      nearest(to: name, among: entries.map(\.name)).map { "did you mean '\($0)'?" }
      ?? "'grader explain' lists all"
    throw UsageError("there is no diagnosis '\(name)'; \(hint)")
  }
}
