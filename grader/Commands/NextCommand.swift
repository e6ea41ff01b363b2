/// `next`: says which exercise to work on, and what to do first.
struct NextCommand: Command {
  static let name = "next"
  static let summary = "says which exercise to work on, which file to open, and what to do first"

  init(_ arguments: inout Arguments) throws(UsageError) {
    try arguments.nothing(behind: Self.name)
  }

  func run() throws -> Int32 {
    let kit = try Kit()
    let layout = Terminal.layout()
    let standings = try Standing.all(in: kit)
    guard let next = standings.next(last: ProgressFile(of: kit).read().last) else {
      print(layout.wrapped(Advice.allWhole))
      return 0
    }
    print(Advice(standing: next, lesson: try Lesson(of: next.exercise, in: kit)).text(layout))
    return 0
  }
}
