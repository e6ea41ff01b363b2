/// One submission of a class, as it was handed in: whose it is and where it comes from.
struct ClassEntry: Codable, Equatable, Sendable {
  /// How an entry was handed in, which says how its name is read.
  enum Source: String, Codable, Sendable {
    case folder, archive, files, moodle, canvas, gradescope
    /// Only the roster knows of it: nothing was handed in.
    case roster
  }

  /// What files of reports and `--again` call it: distinct in its class in any case of letters.
  var identifier: String
  /// The student's or the group's name as the entry tells it.
  var displayName: String
  var source: Source
  /// The learning system's number: Moodle's participant, Canvas's user, Gradescope's submission.
  var systemID: String?
  /// Whether the learning system says that it came late.
  var isLate = false
  /// Whose work it is, by the roster or else by the learning system; empty if neither says.
  var students: [Student] = []
}

/// A student, as the roster or a learning system knows them.
struct Student: Codable, Equatable, Hashable, Sendable {
  var name: String
  /// The number or login that the roster has.
  var id: String?
  var email: String?
  /// The roster's whole line, by the headings of its columns.
  var fields: [String: String] = [:]
}
