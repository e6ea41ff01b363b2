import Foundation

/// What a lesson says that a sample prints.
///
/// `1.0...1.9` in it stands for a number from one to the other, and `*` for anything.
struct Printed: Equatable, Sendable {
  let lines: [String]
  let isInAnyOrder: Bool

  init(_ text: String, inAnyOrder: Bool = false) {
    lines = Self.lines(of: text)
    isInAnyOrder = inAnyOrder
  }

  /// What a block of a lesson says; nil if it says something else.
  init?(_ block: Lesson.Block) {
    switch block.info {
    case "text prints": self.init(block.text)
    case "text prints in any order": self.init(block.text, inAnyOrder: true)
    default: return nil
    }
  }

  /// Whether an output is what is told.
  func fits(_ output: String) throws -> Bool {
    var left = Self.lines(of: output)
    guard left.count == lines.count else { return false }
    for line in lines {
      let place =
        isInAnyOrder ? try left.firstIndex { try Self.fits($0, line) } : left.startIndex
      guard let place, try Self.fits(left[place], line) else { return false }
      left.remove(at: place)
    }
    return true
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func fits(_ line: String, _ told: String) throws -> Bool {
    let number = "([0-9]+(?:\\.[0-9]+)?)"
    let range = try Regex("\(number)\\.\\.\\.\(number)", as: (Substring, Substring, Substring).self)
    let bounds = told.matches(of: range).map { (Double($0.output.1), Double($0.output.2)) }
    let pattern = told.split(separator: range, omittingEmptySubsequences: false).map { part in
      part.split(separator: "*", omittingEmptySubsequences: false)
        .map { NSRegularExpression.escapedPattern(for: String($0)) }.joined(separator: ".*")
    }.joined(separator: number)
    guard let match = try Regex(pattern).wholeMatch(in: line) else { return false }
    let numbers = match.output.dropFirst().map { Double($0.substring ?? "") }
    return zip(numbers, bounds).allSatisfy { number, bounds in
      guard let number, let lowest = bounds.0, let highest = bounds.1 else { return false }
      return lowest <= number && number <= highest
    }
  }
}
