import Foundation

/// The declarations of a signature one by one, for a build that doesn't compile the adapter again.
extension Signature {
  /// A function's declaration, or a type's without its members; neither with braces.
  private struct Part {
    let text: String

    init(_ text: Substring) {
      self.text = text.trimmingCharacters(in: CharacterSet(charactersIn: " {}\n"))
    }

    var isType: Bool { text.contains(/\b(class|actor|struct|enum)\s/) }
  }

  private var parts: [Part] { text.split(separator: #/(?=\bpublic )/#).map(Part.init) }

  /// A file that declares the same and does nothing.
  ///
  /// Methods are final, as no type of a student's has heirs: a call of one then doesn't depend on what else
  /// is in the type.
  var standIn: String {
    var lines = ["import ExerciseKit", "import Foundation"]
    let isOfType = parts.contains(where: \.isType)
    for part in parts {
      let isMethod = isOfType && part.text.hasPrefix("public func")
      lines.append(
        part.isType
          ? part.text + " {"
          : (isMethod ? "final " : "") + part.text + " { fatalError() }")
    }
    return (lines + (isOfType ? ["}"] : [])).map { $0 + "\n" }.joined()
  }

  /// What makes a function another one for whoever calls it, although its declaration stays the same.
  private static let isolating = ["MainActor", "globalActor", "nonsending"]

  /// Whether a file has all of it letter by letter, but for blanks, and nothing that gives it another
  /// meaning.
  ///
  /// A file that says the same in other words isn't known to.
  func isDeclared(in source: String) -> Bool {
    guard !Self.isolating.contains(where: source.contains) else { return false }
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return parts.allSatisfy { part in
      let wanted = compact(part.text) + "{"
      return lines.indices.contains { index in
        guard lines[index].hasPrefix("public ") else { return false }
        let found = lines[index...].prefix(wanted.count)
        guard compact(found.joined()).hasPrefix(wanted) else { return false }
        // An attribute may stand on a line of its own.
        let before = lines[..<index].last { !$0.isEmpty && !$0.hasPrefix("//") }
        return before.map { !$0.hasPrefix("@") } ?? true
      }
    }
  }

  private func compact(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
