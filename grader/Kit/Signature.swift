import Foundation

/// What an exercise's module has to declare, as its adapter's heading says.
struct Signature: Equatable {
  /// The declaration, over as many lines as it takes.
  let text: String

  /// Reads the indented lines of the heading's documentation comment.
  init(adapter: String) {
    let code = adapter.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("///") }
      .map { $0.dropFirst(3) }
      .filter { $0.hasPrefix("     ") }
      .map { String($0.dropFirst(5)) }
    text = code.joined(separator: "\n")
  }

  /// The names that it declares, such as `download`.
  var names: [String] {
    text.matches(of: /\b(?:func|class|actor|struct|enum)\s+(\w+)/).map { String($0.1) }
  }

  /// What is wrong, for a student whose own code compiles but can't be called.
  ///
  /// - Parameter source: The student's file.
  func complaint(about source: String) -> String {
    let name = names.first ?? ""
    var message = "`\(name)` must be declared exactly so:\n\(code(text))\n"
    if let found = declaration(of: name, in: source) {
      message += "Your file declares:\n\(code(found))\n"
    } else {
      message += "Your file has no declaration of `\(name)`.\n"
    }
    return message + "Change your declaration back; only what is between its braces is yours."
  }

  /// A declaration from its keywords to the brace that opens its body.
  private func declaration(of name: String, in source: String) -> String? {
    let pattern = "(?m)^[^\\n/]*\\b(func|class|actor|struct|enum)\\s+\(name)\\b[^{]*"
    guard let range = source.range(of: pattern, options: .regularExpression) else { return nil }
    return source[range].trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func code(_ text: String) -> String { indented(text, by: "    ", blankLines: true) }
}
