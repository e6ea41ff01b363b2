/// `watch`: judges an exercise whenever it is saved, and goes on to the next one when it is whole.
struct WatchCommand: Command {
  static let name = "watch"
  static let operands = "[Name]"
  static let options = [Option.root]
  static let summary = """
    gives a verdict whenever you save, one problem at a time, and goes on to the next
    exercise when one is whole
    """

  let exercise: String?
  let root: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    exercise = try arguments.operand(of: Self.name)
  }

  /// Watches until somebody has it end, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let first = try exercise.map { try kit.exercise(named: $0) }
    let root = try kit.submission(root)
    try kit.prepare(Console.say)
    let session = try WatchSession(kit: kit, root: root, first: first)
    session.run()
    return 0
  }
}
