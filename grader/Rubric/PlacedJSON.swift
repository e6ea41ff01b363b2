/// JSON of which every value knows its place, so that what is wrong with one can be told there.
struct PlacedJSON {
  /// A place in a text, both counted from 1.
  struct Place: Equatable, CustomStringConvertible {
    var line = 1
    var column = 1

    var description: String { "line \(line), column \(column)" }
  }

  struct Member {
    let name: String
    /// Where its name stands.
    let place: Place
    let value: PlacedJSON
  }

  enum Content {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([PlacedJSON])
    /// In the order of the text.
    case object([Member])
  }

  let place: Place
  let content: Content

  /// Reads a text.
  ///
  /// - Throws: `Problem` at the first place where it isn't JSON.
  init(_ text: String) throws {
    var reader = Reader(text)
    self = try reader.value()
    reader.skipBlanks()
    if let scalar = reader.next { throw reader.problem("'\(scalar)' stands behind the end") }
  }

  private init(place: Place, content: Content) { (self.place, self.content) = (place, content) }

  /// What is wrong, and where.
  struct Problem: Error, Equatable {
    let place: Place
    let text: String
  }

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var place = Place()
    private var depth = 0

    /// Deeper than anybody writes, and far from the end of the stack.
    private static let mostDepth = 64

    init(_ text: String) {
      scalars = Array(text.unicodeScalars)
      // Some editors begin a file so.
      if scalars.first == "\u{FEFF}" { index = 1 }
    }

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    func problem(_ text: String) -> Problem { Problem(place: place, text: text) }

    private mutating func advance() {
      if next == "\n" { place = Place(line: place.line + 1, column: 1) } else { place.column += 1 }
      index += 1
    }

    mutating func skipBlanks() {
      while let next, [" ", "\t", "\r", "\n"].contains(next) { advance() }
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard next == scalar else { return false }
      advance()
      return true
    }

    private func unexpected(_ wanted: String) -> Problem {
      problem(next.map { "'\($0)' stands where \(wanted) is expected" } ?? "\(wanted) is missing")
    }

    mutating func value() throws -> PlacedJSON {
      skipBlanks()
      let start = place
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.mostDepth else {
        throw problem("there are more than \(Self.mostDepth) lists in each other")
      }
      return PlacedJSON(place: start, content: try content())
    }

    private mutating func content() throws -> Content {
      switch next {
      case "{": return .object(try members())
      case "[": return .array(try elements())
      case "\"": return .string(try string())
      // A number or a word; anything else is refused there.
      default: return try wordOrNumber()
      }
    }

    private mutating func members() throws -> [Member] {
      advance()
      var members: [Member] = []
      if skip("}") { return members }
      repeat {
        skipBlanks()
        let start = place
        guard next == "\"" else { throw unexpected("a name in quotes") }
        let name = try string()
        guard !members.contains(where: { $0.name == name }) else {
          throw Problem(place: start, text: "\"\(name)\" stands here for the second time")
        }
        guard skip(":") else { throw unexpected("':'") }
        members.append(Member(name: name, place: start, value: try value()))
      } while skip(",")
      guard skip("}") else { throw unexpected("',' or '}'") }
      return members
    }

    private mutating func elements() throws -> [PlacedJSON] {
      advance()
      var elements: [PlacedJSON] = []
      if skip("]") { return elements }
      repeat { elements.append(try value()) } while skip(",")
      guard skip("]") else { throw unexpected("',' or ']'") }
      return elements
    }

    private mutating func string() throws -> String {
      advance()
      var text = String.UnicodeScalarView()
      while let scalar = next, scalar != "\"" {
        guard scalar.value >= 0x20 else { throw problem("a text goes on over the end of its line") }
        advance()
        text.append(scalar == "\\" ? try escaped() : scalar)
      }
      guard next == "\"" else { throw unexpected("'\"'") }
      advance()
      return String(text)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]

    private mutating func escaped() throws -> Unicode.Scalar {
      guard let letter = next else { throw unexpected("a letter behind '\\'") }
      if let scalar = Self.escapes[letter] {
        advance()
        return scalar
      }
      guard letter == "u" else { throw problem("'\\\(letter)' stands for nothing") }
      advance()
      let first = try unit()
      // The second half of a pair; without it the first is no character.
      guard 0xD800...0xDBFF ~= first, next == "\\" else { return try scalar(first) }
      advance()
      guard next == "u" else { throw unexpected("the second half of a character, '\\u'") }
      advance()
      return try scalar(0x10000 + (first & 0x3FF) << 10 + (try unit()) & 0x3FF)
    }

    private func scalar(_ code: UInt32) throws -> Unicode.Scalar {
      guard let scalar = Unicode.Scalar(code) else { throw problem("this is half a character") }
      return scalar
    }

    private mutating func unit() throws -> UInt32 {
      let digits = String(String.UnicodeScalarView(scalars[index...].prefix(4)))
      guard digits.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16)
      else { throw problem("four digits are expected behind '\\u'") }
      for _ in 0..<4 { advance() }
      return unit
    }

    private mutating func wordOrNumber() throws -> Content {
      let start = self
      var word = ""
      let others = "+-.0123456789".unicodeScalars
      while let scalar = next, scalar.properties.isAlphabetic || others.contains(scalar) {
        word.unicodeScalars.append(scalar)
        advance()
      }
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "": throw start.unexpected("a value")
      // Everything else is a number or wrong.
      default:
        let isNumber = word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil
        guard isNumber, let number = Double(word) else {
          throw start.problem("'\(word)' is no value; a text stands in quotes")
        }
        return .number(number)
      }
    }
  }
}
