/// `list`: shows where a student stands, from what earlier checks found.
struct ListCommand: Command {
  static let name = "list"
  static let summary = "lists the exercises: state, points, and when they were checked last"

  init(_ arguments: inout Arguments) throws(UsageError) {
    try arguments.nothing(behind: Self.name)
  }

  func run() throws -> Int32 {
    print(StandingsText(standings: try Standing.all(in: Kit())).text(Terminal.layout()))
    return 0
  }
}
