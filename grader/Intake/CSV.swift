import Foundation

/// A table of comma-separated values, after RFC 4180: fields with commas, quotes or line ends stand in
/// quotes, and a quote among them is doubled.
///
/// Lines may end in any way, a byte order mark is passed over, and semicolons or tabs may stand for the
/// commas, as spreadsheets write them in some countries.
struct CSV {
  struct Row: Equatable {
    /// The line on which it begins, from 1.
    let line: Int
    let fields: [String]
  }

  struct Problem: Error, Equatable, CustomStringConvertible {
    let line: Int
    /// In characters, from 1.
    let column: Int
    let reason: String

    var description: String { "line \(line), column \(column): \(reason)" }
  }

  private(set) var rows: [Row] = []

  init(_ text: String) throws(Problem) {
    var scalars = Substring(text).unicodeScalars
    if scalars.first == "\u{feff}" { scalars.removeFirst() }
    let separator = Self.separator(of: scalars)
    var reader = Reader(rest: scalars, separator: separator)
    while !reader.rest.isEmpty {
      let row = try reader.row()
      if row.fields != [""] { rows.append(row) }
    }
  }

  /// What separates the fields of the first line: the likeliest of those outside of quotes.
  private static func separator(of scalars: Substring.UnicodeScalarView) -> Unicode.Scalar {
    var isQuoted = false
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in scalars {
      if scalar == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      if scalar == "\n" || scalar == "\r" { break }
      if [",", ";", "\t"].contains(scalar) { counts[scalar, default: 0] += 1 }
    }
    return [",", ";", "\t"].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? ","
  }

  private struct Reader {
    var rest: Substring.UnicodeScalarView
    let separator: Unicode.Scalar
    var (line, column) = (1, 1)

    init(rest: Substring.UnicodeScalarView, separator: Unicode.Scalar) {
      (self.rest, self.separator) = (rest, separator)
    }

    mutating func row() throws(Problem) -> Row {
      let start = line
      var fields: [String] = []
      while true {
        fields.append(rest.first == "\"" ? try quoted() : try plain())
        guard rest.first == separator else { break }
        take()
      }
      takeLineEnd()
      return Row(line: start, fields: fields)
    }

    private mutating func plain() throws(Problem) -> String {
      var field = String.UnicodeScalarView()
      while let scalar = rest.first, scalar != separator, scalar != "\n", scalar != "\r" {
        guard scalar != "\"" else {
          throw problem(
            "a quote in the middle of a field; put the whole field in quotes and double it")
        }
        field.append(take())
      }
      return String(field)
    }

    private mutating func quoted() throws(Problem) -> String {
      let start = problem("this quote is never closed")
      take()
      var field = String.UnicodeScalarView()
      while let scalar = rest.first {
        take()
        guard scalar == "\"" else {
          field.append(scalar)
          continue
        }
        guard rest.first == "\"" else {
          guard rest.isEmpty || [separator, "\n", "\r"].contains(rest.first) else {
            throw problem("text behind a closed quote; a quote within a field is doubled")
          }
          return String(field)
        }
        field.append(take())
      }
      throw start
    }

    private func problem(_ reason: String) -> Problem {
      Problem(line: line, column: column, reason: reason)
    }

    private mutating func takeLineEnd() {
      if rest.first == "\r" { take() }
      if rest.first == "\n" { take() }
    }

    @discardableResult private mutating func take() -> Unicode.Scalar {
      let scalar = rest.removeFirst()
      column += 1
      if scalar == "\n" || (scalar == "\r" && rest.first != "\n") { (line, column) = (line + 1, 1) }
      return scalar
    }
  }
}
