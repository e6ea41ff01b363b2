import Foundation

/// What the lessons say of the compiler's messages: the exercise's own lesson by the messages that its
/// samples get, the module's text by the table under `## When the compiler says no`.
struct CompilerMessages {
  struct Place: Equatable {
    let file: String
    let heading: String

    /// Where a student is sent.
    var text: String { "Read on: \(file), \"\(heading)\"" }
  }

  private static let heading = "When the compiler says no"
  /// What a message may have in place of a name, or of what is left out.
  private static let anything = "\u{0}"

  /// The parts of messages that stand for themselves, with where to read on.
  private let known: [(parts: [String], place: Place)]

  /// Reads an exercise's lesson, then the module's text.
  ///
  /// - Parameter read: The text of a file, by its path from the kit's folder; nil if there is none.
  init(lesson: String, module: String = Catalogue.file, _ read: (String) -> String?) {
    let samples = read(lesson).map { Self.samples(in: $0, lesson) } ?? []
    known = samples + (read(module).map { Self.table(in: $0, module, read) } ?? [])
  }

  init(of exercise: KitExercise, in kit: Kit) {
    self.init(lesson: exercise.lesson) {
      // Without its text, a message is told without where to read on.
      try? String(contentsOf: kit.root.appendingPathComponent($0), encoding: .utf8)
    }
  }

  /// Where to read on after the first of some messages that is known.
  func place(for messages: [String]) -> Place? {
    messages.lazy.compactMap { message in
      known.first { Self.has(message, $0.parts) }?.place
    }.first
  }

  /// The messages that a lesson's samples get, each in its section.
  private static func samples(in text: String, _ file: String) -> [(parts: [String], place: Place)]
  {
    var found: [(parts: [String], place: Place)] = []
    var (heading, isMessage, isCode) = ("", false, false)
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") {
        isMessage = line == "```text says"
        isCode.toggle()
      } else if isMessage {
        found.append(
          (parts(of: line.replacing(/'\w+'/, with: anything)), Place(file: file, heading: heading)))
      } else if !isCode, let match = line.prefixMatch(of: /#+ (.*)/) {
        heading = String(match.1)
      }
    }
    return found
  }

  /// The rows of the module's table, such as `| *the message* | what it asks for | [02](...#anchor) |`.
  private static func table(
    in text: String, _ file: String, _ read: (String) -> String?
  ) -> [(parts: [String], place: Place)] {
    let lines = text.split(separator: "\n")
    let section = lines.drop { $0 != "## \(heading)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
    return section.compactMap { line in
      guard let row = line.wholeMatch(of: /\| \*(.+?)\* \|.*\| (.*?) \|/) else { return nil }
      let parts = parts(of: row.1.replacing(/'x'|\.\.\./, with: anything))
      let folder = (file as NSString).deletingLastPathComponent
      guard let link = row.2.firstMatch(of: /\]\(([^)#]+)#([^)]+)\)/) else {
        return (parts, Place(file: file, heading: heading))
      }
      let other = "\(folder)/\(link.1)"
      let title = read(other)?.split(separator: "\n").lazy
        .compactMap { $0.prefixMatch(of: /#+ (.*)/).map { String($0.1) } }
        .first { anchor(of: $0) == link.2 }
      return title.map { (parts, Place(file: other, heading: $0)) }
    }
  }

  private static func parts(of pattern: some StringProtocol) -> [String] {
    pattern.components(separatedBy: anything)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// Whether a message has all of some parts, one behind the other.
  private static func has(_ message: String, _ parts: [String]) -> Bool {
    var rest = message[...]
    for part in parts {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return !parts.isEmpty
  }

  /// What a link to a heading ends in.
  private static func anchor(of heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
      .replacing(" ", with: "-")
  }
}
