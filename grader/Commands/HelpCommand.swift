import Foundation

/// `help`: how every command is called, and what it does.
struct HelpCommand: Command {
  static let name = "help"
  static let summary = ""

  init() {}
  /// Takes anything: who asks for help on something gets it.
  init(_ arguments: inout Arguments) {}

  func run() -> Int32 {
    print(Self.text)
    return 0
  }

  static var text: String {
    let commands = Commands.all.filter { !$0.summary.isEmpty }.map { ($0.name, $0.summary) }
    let all = Commands.all.flatMap { $0.options }
    let options = all.enumerated().filter { index, option in
      !all.prefix(index).contains { $0.name == option.name && $0.value == option.value }
    }.map { _, option in
      ([option.name, option.value].compactMap { $0 }.joined(separator: " "), option.help)
    }
    return """
      USAGE: \(Commands.all.map(call).joined(separator: "\n       "))

      \(table(commands))

      \(table(options))

      EXIT STATUS: 0 nothing begun is wrong, 1 something is, 2 the call was wrong or the grader failed
      """
  }

  private static func call(_ command: any Command.Type) -> String {
    let isDefault = command.name == Commands.all[0].name
    let words = [isDefault ? "[\(command.name)]" : command.name, command.operands]
    return (["grader"] + words.filter { !$0.isEmpty } + command.options.map(\.usage))
      .joined(separator: " ")
  }

  /// Names with their explanations beside them.
  private static func table(_ rows: [(name: String, text: String)]) -> String {
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    let margin = "\n" + String(repeating: " ", count: width + 2)
    return rows.map { name, text in
      "  " + name.padding(toLength: width, withPad: " ", startingAt: 0)
        + text.replacing("\n", with: margin)
    }.joined(separator: "\n")
  }
}
