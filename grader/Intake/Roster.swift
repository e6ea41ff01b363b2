import Foundation

/// The students of a class, from a table of comma-separated values.
///
/// It reads tables of its own making as well as those that learning systems hand out: Moodle's grading
/// worksheet (`Identifier` is "Participant 12345", `Full name`, `Email address`), Canvas's grade sheet
/// (`Student` is "Lovelace, Ada", `ID`, `SIS User ID`, `SIS Login ID`) and Gradescope's roster
/// (`First Name`, `Last Name`, `SID`, `Email`).
struct Roster {
  /// What a column is for, by its heading in any case of letters.
  private enum Column: CaseIterable {
    case entry, systemID, id, login, email, name, firstName, lastName

    var headings: [String] {
      switch self {
      case .entry: ["entry", "submission", "group"]
      case .systemID: ["identifier", "participant"]
      case .id: ["id", "sid", "student id", "id number", "number", "sis user id"]
      case .login: ["username", "user", "login", "login id", "sis login id"]
      case .email: ["email", "e-mail", "email address", "mail"]
      case .name: ["name", "full name", "student", "student name"]
      case .firstName: ["first name", "given name"]
      case .lastName: ["last name", "surname", "family name"]
      }
    }
  }

  /// The columns, for the help.
  static let columns = "name (or first name, last name), id, email, username, entry"

  /// A student with all that an entry may call them.
  struct Line: Equatable {
    let student: Student
    /// Names of entries that the roster gives them.
    let entries: [String]
    /// Numbers, logins and addresses.
    let ids: [String]
  }

  let lines: [Line]
  /// For each tie between lines and entries, which lines have a key: a class has thousands of both.
  private let ties: [[String: [Int]]]

  /// Reads a roster.
  ///
  /// - Throws: `CSV.Problem` with the place of what is wrong.
  init(_ text: String) throws(CSV.Problem) {
    let rows = try CSV(text).rows
    guard let head = rows.first else {
      throw CSV.Problem(line: 1, column: 1, reason: "the roster is empty; it needs \(Self.columns)")
    }
    var places: [Column: [Int]] = [:]
    for (place, heading) in head.fields.enumerated() {
      let heading = heading.trimmingCharacters(in: .whitespaces).lowercased()
      for column in Column.allCases where column.headings.contains(heading) {
        places[column, default: []].append(place)
      }
    }
    guard places[.name] != nil || (places[.firstName] != nil && places[.lastName] != nil) else {
      throw CSV.Problem(
        line: head.line, column: 1,
        reason: "no column is called name; a roster has the columns \(Self.columns)")
    }
    var lines: [Line] = []
    var known: [String: Int] = [:]
    for row in rows.dropFirst() {
      guard row.fields.count <= head.fields.count else {
        let place = row.fields.prefix(head.fields.count).reduce(1) { $0 + $1.count + 1 }
        throw CSV.Problem(
          line: row.line, column: place,
          reason: "\(row.fields.count) fields where the heading has \(head.fields.count)")
      }
      guard let line = Self.line(row, head: head.fields, places: places) else { continue }
      if let id = line.student.id {
        if let before = known[id] {
          throw CSV.Problem(
            line: row.line, column: 1, reason: "'\(id)' is the id of line \(before) already")
        }
        known[id] = row.line
      }
      lines.append(line)
    }
    self.lines = lines
    ties = Self.ties(of: lines)
  }

  private static func ties(of lines: [Line]) -> [[String: [Int]]] {
    var ties: [[String: [Int]]] = []
    for (place, line) in lines.enumerated() {
      for (tie, keys) in keys(of: line).enumerated() {
        if tie == ties.count { ties.append([:]) }
        for key in keys { ties[tie][key, default: []].append(place) }
      }
    }
    return ties
  }

  /// A student; nil for a line that is none's, as Canvas's "Points Possible".
  private static func line(
    _ row: CSV.Row, head: [String], places: [Column: [Int]]
  ) -> Line? {
    func values(_ column: Column) -> [String] {
      (places[column] ?? []).filter { $0 < row.fields.count }
        .map { row.fields[$0].trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    let parts = [values(.firstName).first, values(.lastName).first].compactMap(\.self)
    let name = values(.name).first ?? parts.joined(separator: " ")
    guard !name.isEmpty, name != "Points Possible" else { return nil }
    let numbers = values(.systemID).map { $0.split(separator: " ").last.map(String.init) ?? $0 }
    let email = values(.email).first
    let student = Student(
      name: name, id: (values(.id) + values(.login) + numbers).first, email: email,
      fields: Dictionary(zip(head, row.fields)) { first, _ in first })
    return Line(
      student: student, entries: values(.entry),
      ids: numbers + values(.id) + values(.login) + (email.map { [$0] } ?? []))
  }

  // MARK: Whose an entry is

  /// The students that an entry may be of: by the strongest tie that anybody has.
  func students(of entry: ClassEntry, name: String) -> [Student] {
    for (keys, places) in zip(Self.keys(of: entry, name: name), ties) {
      let found = Set(keys.flatMap { places[$0] ?? [] })
      if !found.isEmpty { return found.sorted().map { lines[$0].student } }
    }
    return []
  }

  /// What ties a line to an entry that has one of the same, the strongest first.
  private static func keys(of line: Line) -> [[String]] {
    let addressees = line.ids.filter { $0.contains("@") }
      .map { plain(String($0.prefix { $0 != "@" })) }
    return [
      line.entries, line.ids, line.ids, line.ids.map(plain), addressees,
      Array(spellings(of: line.student.name)),
    ]
  }

  private static func keys(of entry: ClassEntry, name: String) -> [[String]] {
    let shown = plain(entry.displayName)
    return [
      [name, entry.identifier], [entry.systemID].compactMap(\.self),
      entry.students.flatMap { [$0.id, $0.email].compactMap(\.self) }, [shown], [shown],
      Array(spellings(of: entry)),
    ]
  }

  private static func spellings(of entry: ClassEntry) -> Set<String> {
    entry.students.reduce(into: spellings(of: entry.displayName)) {
      $0.formUnion(spellings(of: $1.name))
    }
  }

  /// A name as systems may write it: as it is, and with the last name first.
  private static func spellings(of name: String) -> Set<String> {
    let parts = name.split(separator: ",", maxSplits: 1).map(String.init)
    if parts.count == 2 { return [plain(name), plain(parts[1] + parts[0])] }
    let words = name.split(whereSeparator: { $0 == " " || $0 == "_" }).map(String.init)
    guard words.count > 1 else { return [plain(name)] }
    return [plain(name), plain(([words[words.count - 1]] + words.dropLast()).joined())]
  }

  /// Letters and digits alone, small: what is left of a name in every system.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
