import Foundation

/// Swift source as far as it can be compared without a compiler.
struct SwiftText: Equatable {
  /// The code without comments and without white space outside of strings.
  let code: String

  init(_ source: Data) { self.init(String(decoding: source, as: UTF8.self)) }

  init(_ source: String) {
    let scalars = Array(source.unicodeScalars)
    var reader = Reader(scalars)
    code = reader.code { $0.properties.isWhitespace ? nil : $0 }
    var lines = Reader(scalars, blanksStrings: true)
    isProgram = Self.hasProgram(lines.code { $0 })
  }

  /// Whether it has a beginning of a program of its own: `@main`, or statements outside of all braces.
  let isProgram: Bool

  /// Looks at each line that stands outside of all brackets and goes on with none before it.
  private static func hasProgram(_ code: String) -> Bool {
    if code.contains("@main") { return true }
    var depth = 0
    var goesOn = false
    for line in code.split(separator: "\n") {
      let words = line.drop { $0 == " " || $0 == "\t" }
      guard !words.isEmpty else { continue }
      if depth == 0, !goesOn, words.firstMatch(of: statement) != nil { return true }
      depth += words.count { "{([".contains($0) } - words.count { "})]".contains($0) }
      goesOn = words.last.map { "=,+-|&?:.".contains($0) } ?? false
    }
    return false
  }

  private static var statement: Regex<Substring> {
    /^(?:for|while|repeat|switch|do|if|guard|try|await)\b.*|^(?:[a-z]\w*|[A-Z]\w*\.\w+)(?:\.\w+)*\(.*/
  }

  private struct Reader {
    private let rest: [Unicode.Scalar]
    private let blanksStrings: Bool
    private var place = 0

    init(_ rest: [Unicode.Scalar], blanksStrings: Bool = false) {
      (self.rest, self.blanksStrings) = (rest, blanksStrings)
    }

    private func isAt(_ text: String) -> Bool {
      rest[place...].starts(with: text.unicodeScalars)
    }

    /// The code without comments.
    mutating func code(_ keep: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
      var code = String.UnicodeScalarView()
      while place < rest.count {
        if isAt("//") {
          while place < rest.count, rest[place] != "\n" { place += 1 }
        } else if isAt("/*") {
          skipComment()
        } else if rest[place] == "\"" {
          let string = string()
          if !blanksStrings { code.append(contentsOf: string) }
        } else {
          if let scalar = keep(rest[place]) { code.append(scalar) }
          place += 1
        }
      }
      return String(code)
    }

    /// Comments of this kind lie in each other.
    private mutating func skipComment() {
      var depth = 0
      while place < rest.count {
        if isAt("/*") {
          (depth, place) = (depth + 1, place + 2)
        } else if isAt("*/") {
          (depth, place) = (depth - 1, place + 2)
          if depth == 0 { return }
        } else {
          place += 1
        }
      }
    }

    private mutating func string() -> [Unicode.Scalar] {
      let quote = isAt("\"\"\"") ? "\"\"\"" : "\""
      let start = place
      place += quote.count
      while place < rest.count, !isAt(quote) {
        place += rest[place] == "\\" ? 2 : 1
        // A string that is never closed ends with its line.
        if quote == "\"", place < rest.count, rest[place] == "\n" { break }
      }
      place = min(rest.count, place + quote.count)
      return Array(rest[start..<place])
    }
  }
}
