/// A command of the grader: what the help says of it, how it is called, and what it does.
protocol Command: Sendable {
  static var name: String { get }
  /// What is behind its name besides options, such as `[Name ...]`.
  static var operands: String { get }
  /// The options that it takes, in the order of the help.
  static var options: [Option] { get }
  /// What it does, for the help; a command without needs no explanation.
  static var summary: String { get }

  /// Takes its options and operands out of the arguments.
  init(_ arguments: inout Arguments) throws(UsageError)

  /// Does it, and returns the exit status.
  func run() throws -> Int32
}

extension Command {
  static var operands: String { "" }
  static var options: [Option] { [] }
}

/// A call of the grader that makes no sense, with what is accepted instead.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

enum Commands {
  /// All commands, in the order of the help; the first is meant where none is named.
  static let all: [any Command.Type] = [
    CheckCommand.self, WatchCommand.self, NextCommand.self, HintCommand.self, ListCommand.self,
    ExplainCommand.self, ResetCommand.self, ReplayCommand.self, GradeCommand.self,
    ReportCommand.self, MergeCommand.self, RubricCommand.self, VerifyCommand.self,
    SanitizeCommand.self, TourCommand.self, MeasureCommand.self, CalibrateCommand.self,
    TryCommand.self, VersionCommand.self, HelpCommand.self,
  ]

  /// The command that the arguments after the program's name ask for.
  ///
  /// - Parameter exercises: The kit's exercises, with one of which a call may begin as well.
  static func asked(
    _ arguments: [String], exercises: () throws -> [KitExercise]
  ) throws -> any Command {
    if arguments.contains("--help") || arguments.contains("-h") { return HelpCommand() }
    var rest = Arguments(arguments)
    if let first = arguments.first, !first.hasPrefix("-") {
      if let command = all.first(where: { $0.name == first }) {
        rest = Arguments(Array(arguments.dropFirst()))
        return try command.init(&rest)
      }
      let naming = Naming(exercises: try exercises())
      guard naming.isExercise(first) else { throw unknown(first, naming) }
    }
    return try all[0].init(&rest)
  }

  private static func unknown(_ word: String, _ naming: Naming) -> UsageError {
    let known = all.map { $0.name } + naming.exercises.map(\.name)
    let hint =
      nearest(to: word, among: known).map { "did you mean '\($0)'?" }
      ?? "'grader help' lists the commands, and the exercises are \(naming.listed)"
    return UsageError("no command and no exercise is called '\(word)'; \(hint)")
  }
}
