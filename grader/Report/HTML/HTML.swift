import Judge

/// A piece of a page: what stands in the code is markup, and what is put between is text.
///
/// So nothing that a student wrote can become markup, whoever forgets that it might.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  let source: String

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ markup: String) { source += markup }
    mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += "\(number)" }
    mutating func appendInterpolation(_ place: Double) { source += Mark.number(place) }
    mutating func appendInterpolation(_ part: HTML) { source += part.source }
    mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { source += part.source }
    }
  }

  init(stringLiteral markup: String) { source = markup }
  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  /// Nothing.
  static let nothing: HTML = ""

  /// Text in which all that has a meaning in markup or in the value of an attribute is written as itself,
  /// and control characters can be seen.
  static func escaped(_ text: String) -> String {
    // Most texts are plain, and a class has some ten thousand.
    if text.utf8.allSatisfy({ isPlain($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      // Every other character is just that.
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    case 0x20..<0x7f: true
    // Controls, and whatever isn't ASCII.
    default: false
    }
  }

  /// Text in which what stands between backticks is code.
  static func prose(_ text: String) -> HTML {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // The last of an odd number of backticks has no partner.
    guard parts.count % 2 == 1 else { return "\(text)" }
    return "\(parts.enumerated().map { $0 % 2 == 1 ? "<code>\($1)</code>" : "\($1)" as HTML })"
  }
}
