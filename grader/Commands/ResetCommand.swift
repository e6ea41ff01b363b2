import Foundation

/// `reset`: puts an exercise's stub back, and keeps what was there.
struct ResetCommand: Command {
  static let name = "reset"
  static let operands = "Name"
  static let options = [yes]
  static let summary = "puts an exercise's stub back, and keeps a copy of what was there"

  private static let yes = Option(name: "--yes", help: "don't ask")

  let exercise: String
  let isSure: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    isSure = arguments.flag(Self.yes)
    guard let exercise = try arguments.operand(of: Self.name) else {
      throw UsageError("reset needs to know which exercise: grader reset Name")
    }
    self.exercise = exercise
  }

  /// Asks, resets, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let layout = Terminal.layout()
    let reset = try Reset(of: kit.exercise(named: exercise), in: kit)
    guard !reset.isAsHandedOut else {
      print("\(reset.exercise.stub) is as it was handed out.")
      return 0
    }
    if !isSure {
      guard Terminal.isInput else {
        throw UsageError(
          "reset asks before it takes your work away, and here nobody can answer; --yes goes ahead")
      }
      print(layout.wrapped("\(reset.question) [y/N] "), terminator: "")
      fflush(nil)
      guard ["y", "yes"].contains(readLine()?.lowercased()) else {
        print("Nothing was changed.")
        return 1
      }
    }
    try reset.run()
    let file = ProgressFile(of: kit)
    file.keep { $0.forget(reset.exercise.name) }
    print(layout.wrapped(reset.answer))
    return 0
  }
}
