import Foundation

/// `hint`: shows the next hint of an exercise's lesson.
struct HintCommand: Command {
  static let name = "hint"
  static let operands = "[Name]"
  static let options = [again]
  static let summary = "shows one more hint on an exercise, from gentle to direct"

  private static let again = Option(
    name: "--again", help: "show the hints once more that were shown before")

  let exercise: String?
  let again: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    again = arguments.flag(Self.again)
    exercise = try arguments.operand(of: Self.name)
  }

  /// Prints the hint, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercise = try kit.exercise(named: exercise, for: "a hint")
    let file = ProgressFile(of: kit)
    let hints = Hints(
      exercise: exercise, hints: try Lesson(of: exercise, in: kit).hints,
      shown: file.read().hints[exercise.name] ?? 0)
    let told = hints.told(again: again, Terminal.layout())
    print(told.text)
    file.keep { $0.hints[exercise.name] = told.shown }
    return 0
  }
}

extension Arguments {
  /// What is left when all options have been taken out, if it is one word or none.
  func operand(of command: String) throws(UsageError) -> String? {
    let words = try operands()
    guard words.count <= 1 else {
      throw UsageError("\(command) takes one name behind it, not \(words.count)")
    }
    return words.first
  }
}

extension Kit {
  /// The exercise that is called so, or else the one to work on.
  ///
  /// - Parameter purpose: What it is wanted for, if there is nothing left to work on.
  func exercise(named name: String?, for purpose: String) throws -> KitExercise {
    if let name { return try exercise(named: name) }
    let standings = try Standing.all(in: self)
    guard let next = standings.next(last: ProgressFile(of: self).read().last) else {
      throw UsageError("every exercise is whole; name the one that you want \(purpose) for")
    }
    return next.exercise
  }
}
