/// How wide what is printed may be, and whether tables are shown whole.
struct Layout: Equatable, Sendable {
  /// In a pipe, and where a terminal doesn't say.
  static let usualWidth = 80
  /// No terminal is taken to be narrower.
  static let leastWidth = 20
  /// Text that is printed further to the right has so many columns at least.
  static let leastInside = 10

  /// In columns.
  var width = Self.usualWidth
  /// Whether tables are printed with all rows and columns, however wide.
  var isWide = false
  var hasColour = false

  /// The same, for what is printed further to the right.
  func indented(by columns: Int) -> Layout {
    var layout = self
    layout.width = max(width - columns, Self.leastInside)
    return layout
  }

  /// Text whose lines are broken where they are too long; rows of whole tables aren't.
  func wrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      isWide && (line.first == " " || line.first == ">")
        ? String(line) : grader.wrapped(String(line), to: width)
    }.joined(separator: "\n")
  }
}

/// A line broken between words; what follows is as far to the right as its first word, in a list as
/// what stands behind the bullet.
///
/// A word that is too long is broken as well. What would move a terminal's cursor is replaced.
func wrapped(_ line: String, to width: Int) -> String {
  let line = printable(line)
  guard columns(of: line) > width else { return line }
  let blanks = line.prefix { $0 == " " }
  let indent = blanks.prefix(width / 2)
  let bullet = line.dropFirst(blanks.count).prefixMatch(of: /[-*>] +|\d+[.)] +/)?.0 ?? ""
  let hanging = String(repeating: " ", count: min(indent.count + bullet.count, width / 2))
  var lines: [String] = []
  var current = String(indent)
  var isFirst = true
  for word in line.dropFirst(blanks.count).split(separator: " ") {
    for piece in pieces(of: word, to: width - hanging.count) {
      if isFirst {
        current += piece
      } else if columns(of: current) + 1 + columns(of: piece) <= width {
        current += " " + piece
      } else {
        lines.append(current)
        current = hanging + piece
      }
      isFirst = false
    }
  }
  return (lines + [current]).joined(separator: "\n")
}

/// A word in pieces of at most so many columns.
private func pieces(of word: Substring, to width: Int) -> [String] {
  guard columns(of: word) > width else { return [String(word)] }
  return word.reduce(into: [""]) { pieces, character in
    if columns(of: pieces[pieces.count - 1]) + columns(of: character) > max(width, 1) {
      pieces.append("")
    }
    pieces[pieces.count - 1].append(character)
  }
}

/// A line without what a terminal takes for more than a character.
private func printable(_ line: String) -> String {
  guard line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
    return line
  }
  return line.unicodeScalars.reduce(into: "") { text, scalar in
    switch scalar {
    case "\t": text += "    "
    case _ where scalar.properties.generalCategory == .control: text += "\u{FFFD}"
    default: text.unicodeScalars.append(scalar)
    }
  }
}

/// How many columns of a terminal some text takes.
func columns(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

private func columns(of character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  switch scalar.value {
  case 0..<0x300: return 1
  // East Asian wide and fullwidth forms, and pictures.
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
    0x20000...0x3FFFD:
    return 2
  default:
    // A mark without a letter before it is drawn onto what stands there.
    return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
  }
}
