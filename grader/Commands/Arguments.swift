import Foundation

/// An option, as it is read and as the help tells it.
struct Option: Sendable {
  let name: String
  /// What stands behind it, such as `DIR`; nil for a flag.
  var value: String?
  /// The words of which one stands behind it; none if it takes others.
  var choices: [String] = []
  /// The numbers of which one stands behind it, if it takes a number.
  var range = Int.min...Int.max
  var isRequired = false
  /// What it does, for the help.
  let help: String
}

/// The options of more than one command.
extension Option {
  static let root = Option(
    name: "--root", value: "DIR", help: "look for the exercises' files below DIR")
  static let jobs = Option(
    name: "--jobs", value: "N", range: 1...64,
    help: "how many exercises are graded side by side, 1 to 64")
  static let workers = Option(
    name: "--workers", value: "N", range: 1...64,
    help: """
      compute with N workers at most, 1 to 64, if this process may not have every
      core that it sees
      """)
  static let quick = Option(
    name: "--quick", help: "leave timed and long checks out; they count as not measured")

  static let wide = Option(
    name: "--wide", help: "show tables with all rows, however wide they are")

  /// The choice among some reports, of which the first is the default.
  static func format<Content>(_ reports: [any Report<Content>]) -> Option {
    let names = reports.map { $0.name }
    let told = names.prefix(1).map { "\($0) (the default)" } + names.dropFirst()
    return Option(name: "--format", value: "FORMAT", choices: names, help: inARow(told, "or"))
  }

  /// As it stands in the call of a command.
  var usage: String {
    // Of some words of a list there would be too many.
    let isList = value?.contains(",") ?? false
    let values = choices.isEmpty || isList ? value : choices.joined(separator: "|")
    let usage = [name, values].compactMap { $0 }.joined(separator: " ")
    return isRequired ? usage : "[\(usage)]"
  }
}

/// Arguments from which options are taken out one by one.
struct Arguments {
  private var rest: [String]

  init(_ arguments: [String]) { rest = arguments }

  /// Whether a flag is there.
  mutating func flag(_ option: Option) -> Bool {
    guard let index = rest.firstIndex(of: option.name) else { return false }
    rest.remove(at: index)
    return true
  }

  /// What is behind an option; nil if it isn't there.
  mutating func value(_ option: Option) throws(UsageError) -> String? {
    guard let index = rest.firstIndex(of: option.name) else { return nil }
    guard index + 1 < rest.count, !rest[index + 1].hasPrefix("--") else {
      throw UsageError("\(option.name) needs a value behind it")
    }
    let value = rest[index + 1]
    rest.removeSubrange(index...index + 1)
    return value
  }

  /// The number behind an option; nil if it isn't there.
  mutating func number(_ option: Option) throws(UsageError) -> Int? {
    guard let text = try value(option) else { return nil }
    guard let number = Int(text), option.range.contains(number) else {
      throw UsageError(
        "\(option.name) takes a whole number from \(option.range.lowerBound) to "
          + "\(option.range.upperBound), not '\(text)'")
    }
    return number
  }

  /// The names behind an option, separated by commas; none if it isn't there.
  mutating func names(_ option: Option) throws(UsageError) -> [String] {
    guard let text = try value(option) else { return [] }
    let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    guard !names.isEmpty else { throw UsageError("\(option.name) takes names separated by commas") }
    return names
  }

  /// Which of its words is behind an option; nil if it isn't there.
  mutating func word(_ option: Option) throws(UsageError) -> String? {
    guard let word = try value(option) else { return nil }
    guard option.choices.contains(word) else {
      throw UsageError("\(option.name) takes \(inARow(option.choices, "or")), not '\(word)'")
    }
    return word
  }

  /// Which of its words are behind an option, with commas between them; none if it isn't there.
  mutating func words(_ option: Option) throws(UsageError) -> [String] {
    guard let text = try value(option) else { return [] }
    let words = text.split(separator: ",").map(String.init)
    if let other = words.first(where: { !option.choices.contains($0) }) {
      let hint = nearest(to: other, among: option.choices).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError(
        "\(option.name) takes some of \(inARow(option.choices, "and")), with commas between them; not "
          + "'\(other)'\(hint)")
    }
    return words
  }

  /// The report whose name is behind `--format`, or else the first.
  mutating func report<Content>(
    among reports: [any Report<Content>]
  ) throws(UsageError) -> any Report<Content> {
    let name = try word(.format(reports))
    return reports.first { $0.name == name } ?? reports[0]
  }

  /// What is left when all options have been taken out.
  func operands() throws(UsageError) -> [String] {
    if let option = rest.first(where: { $0.hasPrefix("-") }) {
      throw UsageError("there is no option '\(option)' here; 'grader help' lists all")
    }
    return rest
  }

  /// Makes sure that nothing is left.
  func nothing(behind command: String) throws(UsageError) {
    guard try operands().isEmpty else {
      throw UsageError("\(command) takes nothing behind it")
    }
  }
}

/// Some words in a row, such as "a, b or c".
func inARow(_ words: [String], _ last: String) -> String {
  ([words.dropLast().joined(separator: ", ")] + words.suffix(1)).filter { !$0.isEmpty }
    .joined(separator: " \(last) ")
}
